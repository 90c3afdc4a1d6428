package dev.bursar.calendar;

import java.time.LocalDateTime;

/** A five-field expression whose meaning is known before its text. */
record SimpleCron(
        SimpleField minute, SimpleField hour, SimpleField dayOfMonth, SimpleField month, SimpleField dayOfWeek) {
    private static final int HOURS_OF_DAY = 24;
    private static final int SHORTEST_MONTH = 28;

    String text() {
        return String.join(" ", minute.text(), hour.text(), dayOfMonth.text(), month.text(), dayOfWeek.text());
    }

    /** Whether it surely names a day: some month may lack a 29th, 30th or 31st. */
    boolean canFire() {
        return !dayOfWeek.isWildcard() || dayOfMonth.values().stream().anyMatch(day -> day <= SHORTEST_MONTH);
    }

    /** Neither a wildcard nor a step, nor every hour in other words. */
    boolean hasFixedHours() {
        return !hour.text().contains("*")
                && !hour.text().contains("/")
                && hour.values().size() < HOURS_OF_DAY;
    }

    boolean matches(LocalDateTime local) {
        boolean ofMonth = dayOfMonth.isWildcard() || dayOfMonth.values().contains(local.getDayOfMonth());
        boolean ofWeek = dayOfWeek.isWildcard()
                || dayOfWeek.values().contains(local.getDayOfWeek().getValue() % 7);
        boolean areBothRestricted = !dayOfMonth.isWildcard() && !dayOfWeek.isWildcard();
        boolean day = areBothRestricted ? ofMonth || ofWeek : ofMonth && ofWeek;
        return day
                && month.values().contains(local.getMonthValue())
                && hour.values().contains(local.getHour())
                && minute.values().contains(local.getMinute());
    }
}
