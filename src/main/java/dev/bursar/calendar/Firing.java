package dev.bursar.calendar;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One firing of a schedule.
 *
 * @param at when it fires
 * @param slot the local time that the expression names; it is not the local time of {@code at} where a clock change left it out
 */
public record Firing(Instant at, LocalDateTime slot) {}
