/**
 * Every setting, once: its name in the environment and in {@code bursar.yaml}, its kind, its default, and the session setting
 * through which SQL reads it. A value knows where it came from: flag, environment, {@code bursar.yaml} or default, in that
 * order.
 *
 * <p>Refuses malformed values at the start of a command, before anything is touched, and never prints a secret.
 */
@NullMarked
package dev.bursar.config;

import org.jspecify.annotations.NullMarked;
