package dev.bursar.calendar;

import java.util.List;
import java.util.Locale;

/** The fields of a cron expression, and which values each takes. */
enum CronField {
    SECOND("second", 0, 59, ""),
    MINUTE("minute", 0, 59, ""),
    HOUR("hour", 0, 23, ""),
    DAY_OF_MONTH("day of month", 1, 31, ""),
    MONTH("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    /** Sunday is 0, and 7 as well. */
    DAY_OF_WEEK("day of week", 0, 7, "SUN MON TUE WED THU FRI SAT"),
    /** Sunday is 1. */
    QUARTZ_DAY_OF_WEEK("day of week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
    YEAR("year", 1970, 2099, "");

    private final String label;
    private final int least;
    private final int most;
    /** Of the values from the least, with spaces between them; empty if they have none. */
    private final String names;

    CronField(String label, int least, int most, String names) {
        this.label = label;
        this.least = least;
        this.most = most;
        this.names = names;
    }

    String label() {
        return label;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** How many values there are before they begin anew. */
    int cycle() {
        return isDayOfWeek() ? 7 : most - least + 1;
    }

    /** The value at which an open range such as {@code 2/3} ends: Sunday is not counted twice. */
    int lastOfCycle() {
        return least + cycle() - 1;
    }

    boolean isDayOfWeek() {
        return this == DAY_OF_WEEK || this == QUARTZ_DAY_OF_WEEK;
    }

    /** A value as all fields of its kind hold it: days of the week from 0 for Sunday to 6. */
    int normal(int value) {
        return isDayOfWeek() ? (value - (this == QUARTZ_DAY_OF_WEEK ? 1 : 0)) % 7 : value;
    }

    /** The value that a number or a name stands for; throws a {@link CronMistake} if it stands for none. */
    int value(String text) {
        int name = List.of(names.split(" ")).indexOf(text.toUpperCase(Locale.ROOT));
        if (name >= 0 && !text.isEmpty()) {
            return least + name;
        }
        if (!text.matches("\\d{1,4}")) {
            throw new CronMistake(label + " '" + text + "' is " + expected());
        }
        int value = Integer.parseInt(text);
        if (value < least || value > most) {
            throw new CronMistake(label + " '" + text + "' is not within " + least + " to " + most);
        }
        return value;
    }

    private String expected() {
        if (names.isEmpty()) {
            return "no number";
        }
        String[] all = names.split(" ");
        return "neither a number nor a name such as " + all[1] + " (" + all[0] + " to " + all[all.length - 1] + ")";
    }
}
