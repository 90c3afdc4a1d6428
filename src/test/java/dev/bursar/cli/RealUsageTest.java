package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** 12,031 requests as a real service met them, priced by LiteLLM's map: without caps all are charged, with those of the defaults most are capped. */
class RealUsageTest {
    /** USD per token in and out, as the map of September 2024 has them. */
    private static final Map<String, List<BigDecimal>> PRICES = Map.of(
            "gpt-4o", List.of(new BigDecimal("5e-06"), new BigDecimal("1.5e-05")),
            "gpt-4o-mini", List.of(new BigDecimal("1.5e-07"), new BigDecimal("6e-07")),
            "claude-3-5-sonnet-20240620", List.of(new BigDecimal("3e-06"), new BigDecimal("1.5e-05")));

    @TempDir
    private Path folder;

    @Test
    void without_caps_every_request_is_charged_its_price() throws IOException {
        Path file = SharedData.require("ready/usage.csv");
        try (Desk desk = desk(file, ", caps: {request: 50, session: 100, day: 500}")) {
            JsonNode run = run(desk, file, 0);
            assertThat(run.path("counts").toString())
                    .isEqualTo("{\"read\":12031,\"written\":12031,\"skipped\":0,\"rejected\":0}");
            assertThat(run.path("totals").path("chargedMillicredits").longValue())
                    .isEqualTo(
                            rows(file).stream().mapToLong(RealUsageTest::price).sum());
            JsonNode again = run(desk, file, 0);
            assertThat(again.path("totals").path("chargedMillicredits").longValue())
                    .isZero();
            assertThat(again.path("counts").path("skipped").longValue()).isEqualTo(12_031);
            assertThat(desk.brokenInvariants()).isEmpty();
        }
    }

    @Test
    void with_the_caps_of_the_defaults_no_user_exceeds_one() throws IOException {
        Path file = SharedData.require("ready/usage.csv");
        try (Desk desk = desk(file, "")) {
            JsonNode run = run(desk, file, 3);
            long written = run.path("counts").path("written").longValue();
            assertThat(written).isBetween(1L, 12_030L);
            assertThat(run.path("counts").path("rejected").longValue()).isEqualTo(12_031 - written);
            assertThat(Files.readAllLines(Path.of(run.path("files").get(0).stringValue())))
                    .hasSize((int) (12_031 - written + 1))
                    .filteredOn(line -> line.contains("capped: costs "))
                    .hasSize((int) (12_031 - written));
            assertThat(desk.count("usage_event WHERE charged_millicredits > 50000"))
                    .isZero();
            assertThat(desk.count("""
                            (SELECT sum(x.charged_millicredits) OVER (PARTITION BY x.account_id ORDER BY x.occurred_at RANGE BETWEEN interval '59:59.999999' PRECEDING AND CURRENT ROW) AS hour,
                                    sum(x.charged_millicredits) OVER (PARTITION BY x.account_id, date_trunc('day', x.occurred_at, 'UTC')) AS day FROM usage_event x) AS s
                            WHERE s.hour > 100000 OR s.day > 500000""")).isZero();
            assertThat(desk.brokenInvariants()).isEmpty();
        }
    }

    /** Without {@code caps} where they are given; everybody can pay for everything. */
    private Desk desk(Path file, String caps) throws IOException {
        Desk desk = new Desk(folder);
        String catalogue = Files.readString(Path.of("migrations/default-catalogue.yaml"));
        if (!caps.isEmpty()) {
            CommandLineRun applied = desk.bursar(
                    "catalogue",
                    "apply",
                    desk.file("catalogue.yaml", catalogue.replace(caps, "")).toString(),
                    "--effective-from",
                    "2026-01-01");
            assertThat(applied.exit()).as(applied.stderr()).isZero();
        }
        desk.load("prices", SharedData.require("litellm-prices/prices-2024-09.json"));
        String[] users =
                rows(file).stream().map(row -> row.get("user_id")).distinct().toArray(String[]::new);
        desk.hasCustomers(users);
        TestClock.set(desk.database().client(), "2026-10-01T00:00:00Z");
        for (String user : users) {
            var _ = desk.database()
                    .client()
                    .sql("SELECT grant_credits(?, 'credits', 1000000000, NULL, ?, 'test')::text")
                    .params(user, "grant-" + user)
                    .query(String.class)
                    .single();
        }
        return desk;
    }

    private static JsonNode run(Desk desk, Path file, int exit) {
        CommandLineRun run = desk.bursar("usage", "run", file.toString(), "-o", "json");
        assertThat(run.exit()).as(run.stdout() + run.stderr()).isEqualTo(exit);
        return run.json();
    }

    /** Four times what the provider takes, at 1,000 credits a USD, half up to a millicredit. */
    private static long price(CSVRecord row) {
        List<BigDecimal> prices = Objects.requireNonNull(PRICES.get(row.get("model")));
        return new BigDecimal(row.get("input_tokens"))
                .multiply(prices.get(0))
                .add(new BigDecimal(row.get("output_tokens")).multiply(prices.get(1)))
                .multiply(BigDecimal.valueOf(4_000_000))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (var parser = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return parser.getRecords();
        }
    }
}
