/**
 * Amounts as types: {@link dev.bursar.money.Millicredits} for credits, {@link dev.bursar.money.Money} for what a bank would
 * recognise. Arithmetic is exact and overflow is a fault.
 *
 * <p>Refuses {@code double}, implicit rounding, and sums over two currencies. Prices are not computed here but in SQL.
 */
@NullMarked
package dev.bursar.money;

import org.jspecify.annotations.NullMarked;
