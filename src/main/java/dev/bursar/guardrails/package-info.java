/**
 * What keeps one user's spending within bounds: caps of accounts, freezing, and the review of whoever spends far more than usual.
 *
 * <p>Refuses to forget: caps, freezes, thaws and reviews are rows that say who did it, when and why. Refuses to decide a charge
 * or to do it twice: SQL decides what is capped and frozen, and what stands out; here it is asked.
 */
@NullMarked
package dev.bursar.guardrails;

import org.jspecify.annotations.NullMarked;
