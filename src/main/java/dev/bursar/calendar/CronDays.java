package dev.bursar.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two day fields.
 *
 * @param isRestricted whether it leaves days out by what is written: {@code *} and {@code ?} do not, {@code *}{@code /2} does
 * @param matches the days that it names
 */
record CronDays(boolean isRestricted, Predicate<LocalDate> matches) {
    private static final Pattern BEFORE_LAST = Pattern.compile("L-(\\d{1,2})");
    private static final Pattern NEAREST = Pattern.compile("(\\d{1,2})W");
    private static final Pattern NTH = Pattern.compile("(.+)#(.*)");
    private static final Pattern LAST_OF_KIND = Pattern.compile("(.+)L");

    /** Reads the field; throws a {@link CronMistake} if it is malformed. */
    static CronDays parse(CronField field, String text) {
        Predicate<LocalDate> matches = date -> false;
        boolean isRestricted = true;
        for (String item : text.split(",", -1)) {
            String upper = item.toUpperCase(Locale.ROOT);
            isRestricted = isRestricted && !upper.matches("[*?](/0*1)?");
            matches = matches.or(field.isDayOfWeek() ? dayOfWeek(field, upper) : dayOfMonth(upper));
        }
        return new CronDays(isRestricted, matches);
    }

    /** When both fields leave days out, a day that either names will do; else it must suit both. */
    static Predicate<LocalDate> either(CronDays ofMonth, CronDays ofWeek) {
        return ofMonth.isRestricted && ofWeek.isRestricted
                ? ofMonth.matches.or(ofWeek.matches)
                : ofMonth.matches.and(ofWeek.matches);
    }

    private static Predicate<LocalDate> dayOfMonth(String item) {
        if (item.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (item.equals("LW")) {
            return date -> isNearestWeekday(date, date.lengthOfMonth());
        }
        Matcher beforeLast = BEFORE_LAST.matcher(item);
        if (beforeLast.matches()) {
            int days = within("day of month", item, beforeLast.group(1), 0, 30);
            return date -> date.getDayOfMonth() == date.lengthOfMonth() - days;
        }
        Matcher nearest = NEAREST.matcher(item);
        if (nearest.matches()) {
            int day = within("day of month", item, nearest.group(1), 1, 31);
            return date -> isNearestWeekday(date, Math.min(day, date.lengthOfMonth()));
        }
        BitSet days = CronRange.parse(CronField.DAY_OF_MONTH, item);
        return date -> days.get(date.getDayOfMonth());
    }

    /** Whether the date is the weekday nearest to a day of its month, in the same month. */
    private static boolean isNearestWeekday(LocalDate date, int day) {
        LocalDate target = date.withDayOfMonth(day);
        LocalDate nearest = switch (target.getDayOfWeek()) {
            case SATURDAY -> day == 1 ? target.plusDays(2) : target.minusDays(1);
            case SUNDAY -> day == target.lengthOfMonth() ? target.minusDays(2) : target.plusDays(1);
            default -> target;
        };
        return date.equals(nearest);
    }

    private static Predicate<LocalDate> dayOfWeek(CronField field, String item) {
        if (item.equals("L") && field == CronField.QUARTZ_DAY_OF_WEEK) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        Matcher nth = NTH.matcher(item);
        if (nth.matches()) {
            int number = within("day of week", item, nth.group(2), 1, 5);
            BitSet days = CronRange.parse(field, nth.group(1));
            return date -> days.get(sundayBased(date)) && (date.getDayOfMonth() - 1) / 7 + 1 == number;
        }
        Matcher last = LAST_OF_KIND.matcher(item);
        if (last.matches()) {
            BitSet days = CronRange.parse(field, last.group(1));
            return date -> days.get(sundayBased(date)) && date.getDayOfMonth() > date.lengthOfMonth() - 7;
        }
        BitSet days = CronRange.parse(field, item);
        return date -> days.get(sundayBased(date));
    }

    private static int sundayBased(LocalDate date) {
        return date.getDayOfWeek().getValue() % 7;
    }

    private static int within(String label, String item, String number, int least, int most) {
        int value = number.matches("\\d{1,2}") ? Integer.parseInt(number) : -1;
        if (value < least || value > most) {
            throw new CronMistake(label + " '" + item + "' has a number that is not within " + least + " to " + most);
        }
        return value;
    }
}
