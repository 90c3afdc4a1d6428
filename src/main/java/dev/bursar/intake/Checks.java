package dev.bursar.intake;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks that rows of several kinds share. What passes here is read the same way by PostgreSQL's own casts. */
public final class Checks {
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(?<zone>Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d{1,60})?");
    private static final String LARGEST = Long.toString(Long.MAX_VALUE);
    private static final int LARGEST_OFFSET_SECONDS = 14 * 3600;
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private Checks() {}

    /** Any text, also none. */
    public static Optional<String> any(@SuppressWarnings("unused") String value) {
        return Optional.empty();
    }

    /** An identifier of the host or of Stripe: 1 to 255 characters of any kind; the length is checked, nothing else. */
    public static Optional<String> identifier(String value) {
        return identifier(255).reasonAgainst(value);
    }

    /** An identifier of 1 to {@code most} characters of any kind. */
    public static ValueCheck identifier(int most) {
        return value -> {
            int length = value.codePointCount(0, value.length());
            return value.isEmpty()
                    ? Optional.of("is empty")
                    : length <= most
                            ? Optional.empty()
                            : Optional.of("has " + length + " characters; " + most + " are the most that it may have");
        };
    }

    /** Text that must be there. */
    public static Optional<String> present(String value) {
        return value.isEmpty() ? Optional.of("is empty") : Optional.empty();
    }

    /** An instant in ISO 8601 with its zone, years 1 to 9999. */
    public static Optional<String> instant(String value) {
        var parts = INSTANT.matcher(value);
        if (!parts.matches()) {
            return refuse(value, "no instant; write it as 2026-11-01T09:30:00Z");
        }
        if (parts.group("zone") == null) {
            return refuse(value, "without a zone; end it with Z or an offset such as +01:00");
        }
        try {
            OffsetDateTime instant = OffsetDateTime.parse(value);
            boolean exists =
                    instant.getYear() > 0 && Math.abs(instant.getOffset().getTotalSeconds()) <= LARGEST_OFFSET_SECONDS;
            return exists ? Optional.empty() : refuse(value, "no instant that a calendar has");
        } catch (DateTimeException _) {
            return refuse(value, "no instant that a calendar has");
        }
    }

    /** A date in ISO 8601, years 1 to 9999. */
    public static Optional<String> date(String value) {
        if (!DATE.matcher(value).matches()) {
            return refuse(value, "no date; write it as 2026-11-01");
        }
        try {
            return LocalDate.parse(value).getYear() > 0
                    ? Optional.empty()
                    : refuse(value, "no date that a calendar has");
        } catch (DateTimeException _) {
            return refuse(value, "no date that a calendar has");
        }
    }

    /** An amount in whole cents, 0 to 2^63 - 1. */
    public static Optional<String> cents(String value) {
        if (!WHOLE_NUMBER.matcher(value).matches()) {
            return refuse(value, "no whole number of cents");
        }
        if (value.startsWith("-")) {
            return refuse(value, "negative");
        }
        String digits = value.replaceFirst("^0+(?=\\d)", "");
        return digits.length() > LARGEST.length()
                        || (digits.length() == LARGEST.length() && digits.compareTo(LARGEST) > 0)
                ? refuse(value, "more than " + LARGEST + ", the most that can be kept")
                : Optional.empty();
    }

    /** A whole number from 0 to {@code most}, or nothing. */
    public static ValueCheck wholeNumberOrNothing(long most) {
        return value -> {
            if (value.isEmpty()) {
                return Optional.empty();
            }
            if (!WHOLE_NUMBER.matcher(value).matches()) {
                return refuse(value, "no whole number");
            }
            if (value.startsWith("-")) {
                return refuse(value, "negative");
            }
            return new BigInteger(value).compareTo(BigInteger.valueOf(most)) > 0
                    ? refuse(value, "more than " + most + ", the most that can be kept")
                    : Optional.empty();
        };
    }

    /** A plain decimal from 0 with at most 12 digits before the point and 60 behind it; no exponent. */
    public static Optional<String> decimal(String value) {
        if (value.startsWith("-")) {
            return refuse(value, "negative");
        }
        return DECIMAL.matcher(value).matches()
                ? Optional.empty()
                : refuse(value, "no plain decimal; write it as 0.0000025");
    }

    /** A plain decimal, or nothing. */
    public static Optional<String> decimalOrNothing(String value) {
        return value.isEmpty() ? Optional.empty() : decimal(value);
    }

    /** A currency: the three letters of ISO 4217, in either case. */
    public static Optional<String> currency(String value) {
        return value.matches("[A-Za-z]{3}") ? Optional.empty() : refuse(value, "no currency; write it as usd");
    }

    /** One of the words. */
    public static ValueCheck oneOf(String... words) {
        return value -> Arrays.asList(words).contains(value)
                ? Optional.empty()
                : refuse(value, "none of " + String.join(", ", words));
    }

    /** A zone of the IANA database, or nothing. */
    public static Optional<String> zoneOrNothing(String value) {
        return value.isEmpty() || ZONES.contains(value)
                ? Optional.empty()
                : refuse(value, "no zone; name one such as Europe/Berlin");
    }

    /** A language tag, or nothing; {@code de_DE} is read as {@code de-DE}. */
    public static Optional<String> localeOrNothing(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            new Locale.Builder().setLanguageTag(value.replace('_', '-'));
            return Optional.empty();
        } catch (IllformedLocaleException _) {
            return refuse(value, "no locale; name one such as en-US");
        }
    }

    private static Optional<String> refuse(String value, String why) {
        return Optional.of("'" + FileFaults.abbreviate(value) + "' is " + why);
    }
}
