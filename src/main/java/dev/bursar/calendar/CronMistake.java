package dev.bursar.calendar;

/** One field of an expression is wrong: the message says which and how. {@link Cron} adds the expression. */
final class CronMistake extends RuntimeException {
    CronMistake(String message) {
        super(message);
    }
}
