/**
 * The catalogue: credit types, plans, packages, prices and caps, read from one YAML file and kept as versions, each in force
 * from an instant until the next one's.
 *
 * <p>Reads a file into a validated {@link dev.bursar.catalogue.Catalogue}, or says every fault of it with line and field;
 * applies it as a whole or not at all; shows and compares what is in force. Refuses a version that would change what something
 * already priced or granted cost, and one that takes away what subscriptions or accounts stand on. Prices are not computed
 * here but in SQL.
 */
@NullMarked
package dev.bursar.catalogue;

import org.jspecify.annotations.NullMarked;
