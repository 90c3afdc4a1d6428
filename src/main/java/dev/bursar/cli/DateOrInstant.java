package dev.bursar.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An instant with its zone, or a date that stands for its beginning in UTC. */
final class DateOrInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            OffsetDateTime at = text.contains("T")
                    ? OffsetDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
            if (at.getYear() >= 1 && at.getYear() <= 9999) {
                return at.toInstant();
            }
        } catch (DateTimeException e) {
            // said below, in words of our own
        }
        throw new TypeConversionException("'" + text
                + "' is neither a date, as 2026-11-01, nor an instant with its zone, as" + " 2026-11-01T00:00:00Z");
    }
}
