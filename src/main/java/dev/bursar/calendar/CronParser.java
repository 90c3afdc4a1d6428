package dev.bursar.calendar;

import java.util.BitSet;

/** Reads the fields of an expression; throws a {@link CronMistake} about the first that is wrong. */
final class CronParser {
    private CronParser() {}

    /** Unix's five fields, or Quartz's six or seven. */
    static LocalSchedule parse(String[] fields) {
        return switch (fields.length) {
            case 5 -> unix(fields);
            case 6, 7 -> quartz(fields);
            default ->
                throw new CronMistake(
                        "it has " + fields.length + (fields.length == 1 ? " field" : " fields") + ", not 5, 6 or 7");
        };
    }

    private static LocalSchedule unix(String[] fields) {
        BitSet atTheMinute = new BitSet();
        atTheMinute.set(0);
        return new LocalSchedule(
                atTheMinute,
                values(CronField.MINUTE, fields[0]),
                values(CronField.HOUR, fields[1]),
                CronDays.either(
                        CronDays.parse(CronField.DAY_OF_MONTH, fields[2]),
                        CronDays.parse(CronField.DAY_OF_WEEK, fields[4])),
                values(CronField.MONTH, fields[3]),
                new BitSet());
    }

    private static LocalSchedule quartz(String[] fields) {
        BitSet seconds = values(CronField.SECOND, fields[0]);
        BitSet minutes = values(CronField.MINUTE, fields[1]);
        BitSet hours = values(CronField.HOUR, fields[2]);
        CronDays ofMonth = CronDays.parse(CronField.DAY_OF_MONTH, fields[3]);
        BitSet months = values(CronField.MONTH, fields[4]);
        CronDays ofWeek = CronDays.parse(CronField.QUARTZ_DAY_OF_WEEK, fields[5]);
        if (ofMonth.isRestricted() && ofWeek.isRestricted()) {
            throw new CronMistake("with " + fields.length + " fields, day of month or day of week must be ?");
        }
        BitSet years = fields.length == 7 ? values(CronField.YEAR, fields[6]) : new BitSet();
        return new LocalSchedule(seconds, minutes, hours, CronDays.either(ofMonth, ofWeek), months, years);
    }

    private static BitSet values(CronField field, String text) {
        BitSet values = new BitSet();
        for (String item : text.split(",", -1)) {
            if (item.startsWith("?")) {
                throw new CronMistake(field.label() + " '" + item + "': only a day field may be ?");
            }
            values.or(CronRange.parse(field, item));
        }
        return values;
    }
}
