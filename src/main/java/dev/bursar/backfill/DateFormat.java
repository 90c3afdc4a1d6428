package dev.bursar.backfill;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the source writes dates.
 *
 * @param formats tried in order; none: ISO 8601, with a blank for the T if need be
 * @param zone of dates that say none
 */
record DateFormat(List<DateTimeFormatter> formats, ZoneId zone) {
    private static final Pattern ISO = Pattern.compile(
            "(?<date>\\d{4}-\\d{2}-\\d{2})([T ](?<time>\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?))?\\s?(?<zone>Z|[+-]\\d{2}(:?\\d{2})?)?");

    DateFormat {
        formats = List.copyOf(formats);
    }

    /**
     * An instant that was read.
     *
     * @param isLocal whether its text said no zone
     */
    record Moment(Instant instant, boolean isLocal) {}

    /** What a text says; empty if it is no date. A local date is where that day begins, a local time in a gap just behind it. */
    Optional<Moment> read(String text) {
        String trimmed = text.strip();
        try {
            return (formats.isEmpty() ? iso(trimmed) : declared(trimmed))
                    .map(this::moment)
                    .filter(DateFormat::isInCalendar);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean isInCalendar(Moment moment) {
        int year = moment.instant().atZone(ZoneId.of("UTC")).getYear();
        return year >= 1970 && year <= 9999;
    }

    private static Optional<TemporalAccessor> iso(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        LocalDate date = LocalDate.parse(matcher.group("date"));
        if (matcher.group("time") == null) {
            return matcher.group("zone") == null ? Optional.of(date) : Optional.empty();
        }
        LocalDateTime time = LocalDateTime.parse(matcher.group("date") + "T" + matcher.group("time"));
        return Optional.of(matcher.group("zone") == null ? time : time.atZone(ZoneId.of(matcher.group("zone"))));
    }

    private Optional<TemporalAccessor> declared(String text) {
        return formats.stream()
                .map(format -> parsed(format, text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<TemporalAccessor> parsed(DateTimeFormatter format, String text) {
        try {
            return Optional.of(format.parseBest(
                    text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private Moment moment(TemporalAccessor read) {
        return switch (read) {
            case ZonedDateTime zoned -> new Moment(zoned.toInstant(), false);
            case OffsetDateTime offset -> new Moment(offset.toInstant(), false);
            case LocalDateTime local -> new Moment(local.atZone(zone).toInstant(), true);
            case LocalDate date -> new Moment(date.atStartOfDay(zone).toInstant(), true);
            default -> throw new DateTimeException("no date");
        };
    }
}
