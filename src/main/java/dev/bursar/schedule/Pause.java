package dev.bursar.schedule;

import java.time.Instant;

/**
 * Why a schedule starts nothing.
 *
 * @param at since when, business time
 * @param by who paused it; {@code bursar} after a failure
 * @param note why, in their words
 */
public record Pause(Instant at, String by, String note) {}
