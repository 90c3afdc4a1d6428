package dev.bursar.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.cli.SharedData;
import dev.bursar.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** What croniter, an implementation of Unix cron in Python, was recorded to answer; and why we differ where we do. */
class CroniterVectorsTest {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @Test
    void five_field_expressions_fire_as_croniters_do_but_for_explained_differences() throws IOException {
        Map<String, String> explained = differences();
        Set<String> differing = new HashSet<>();
        List<String> unexplained = new ArrayList<>();
        int agreeing = 0;
        try (Reader file = Files.newBufferedReader(SharedData.require("cron-vectors/croniter_vectors.csv"))) {
            for (CSVRecord row : CSV.parse(file)) {
                if (row.get("expression").split(" ").length != 5) {
                    continue;
                }
                if (agrees(row)) {
                    agreeing++;
                } else if (explained.containsKey(key(row))) {
                    differing.add(key(row));
                } else {
                    unexplained.add(row.toList().toString());
                }
            }
        }
        assertThat(unexplained).isEmpty();
        assertThat(differing).as("no explanation is out of date").isEqualTo(explained.keySet());
        assertThat(agreeing).isGreaterThan(1_200);
    }

    private static boolean agrees(CSVRecord row) {
        ZoneId zone = row.get("timezone").isEmpty() ? ZoneOffset.UTC : Zones.of(row.get("timezone"));
        Instant from = instant(row.get("from"));
        Instant expected = instant(row.get("expected"));
        try {
            Cron cron = Cron.parse(row.get("expression"));
            return row.get("direction").equals("next")
                    ? next(cron, from, zone).equals(Optional.of(expected))
                    : isPrevious(cron, from, expected, zone);
        } catch (Fault refused) {
            return false;
        }
    }

    /** Whether it fires at {@code expected} and then not before {@code from}. */
    private static boolean isPrevious(Cron cron, Instant from, Instant expected, ZoneId zone) {
        return next(cron, expected.minusNanos(1), zone).equals(Optional.of(expected))
                && next(cron, expected, zone).filter(at -> at.isBefore(from)).isEmpty();
    }

    private static Optional<Instant> next(Cron cron, Instant after, ZoneId zone) {
        return cron.next(after, zone).map(Firing::at);
    }

    private static Instant instant(String text) {
        return text.matches(".*([+-]\\d\\d:\\d\\d|Z)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static String key(CSVRecord row) {
        return row.get("test") + " | " + row.get("expression");
    }

    private static Map<String, String> differences() throws IOException {
        Map<String, String> explained = new HashMap<>();
        try (InputStream file = CroniterVectorsTest.class.getResourceAsStream("/calendar/croniter-differences.csv")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (CSVRecord row : CSV.parse(new StringReader(text))) {
                assertThat(row.get("why")).isNotBlank();
                explained.put(key(row), row.get("why"));
            }
        }
        return explained;
    }
}
