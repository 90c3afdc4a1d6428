package dev.bursar.calendar;

import java.util.BitSet;

/**
 * One item of a field's list: a value, a range, or one of them with a step. A range whose end is before its beginning runs on
 * past the end of the field: {@code FRI-MON}.
 */
final class CronRange {
    private CronRange() {}

    /** The normal values of the item; throws a {@link CronMistake} if it is malformed. */
    static BitSet parse(CronField field, String item) {
        String[] parts = item.split("/", -1);
        if (parts.length > 2) {
            throw new CronMistake(field.label() + " '" + item + "' has more than one step");
        }
        int step = parts.length == 2 ? step(field, item, parts[1]) : 1;
        String[] ends = parts[0].split("-", -1);
        if (ends.length > 2) {
            throw new CronMistake(field.label() + " '" + item + "' has more than two ends");
        }
        boolean isWhole = parts[0].equals("*") || parts[0].equals("?");
        int from = isWhole ? field.least() : field.value(ends[0]);
        if (ends.length == 2) {
            return values(field, from, end(field, from, ends[1]), step);
        }
        return values(field, from, isWhole || parts.length == 2 ? field.lastOfCycle() : from, step);
    }

    private static int step(CronField field, String item, String text) {
        int step = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (step < 1 || step > field.most()) {
            throw new CronMistake(field.label() + " '" + item + "' has a step that is not within 1 to " + field.most());
        }
        return step;
    }

    private static int end(CronField field, int from, String text) {
        boolean isLastOfMonth = field == CronField.DAY_OF_MONTH && text.equalsIgnoreCase("L");
        int to = isLastOfMonth ? field.most() : field.value(text);
        if (to < from && field == CronField.YEAR) {
            throw new CronMistake("year '" + from + "-" + to + "' ends before it begins");
        }
        return to < from ? to + field.cycle() : to;
    }

    private static BitSet values(CronField field, int from, int to, int step) {
        BitSet values = new BitSet();
        for (int value = from; value <= to; value += step) {
            values.set(field.normal(value > field.most() ? value - field.cycle() : value));
        }
        return values;
    }
}
