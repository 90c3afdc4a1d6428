package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Provider prices: the two forms of their file, what a token then costs, and what is refused. */
class ImportPricesTest {
    private static final String HEADER = "model,input_usd_per_token,output_usd_per_token\n";
    private static final String LITELLM = """
            {
                "sample_spec": {"input_cost_per_token": "a number", "output_cost_per_token": 0.0},
                "gpt-small": {"mode": "chat", "input_cost_per_token": 1.5e-07, "output_cost_per_token": 0.0000006, "tiers": [{"x": 1}]},
                "embedder": {"input_cost_per_token": 0.00000000013},
                "painter": {"mode": "image_generation", "output_cost_per_token": 0.0},
                "broken": {"input_cost_per_token": -0.1},
                "spelled": {"input_cost_per_token": "cheap"},
                "endless": {"input_cost_per_token": 1e-999999999}
            }
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void ada_has_credits() {
        desk = new Desk(folder);
        desk.hasCustomers("ada");
        desk.bursar("grant", "ada", "--credit-type", "credits", "--credits", "1000000", "--key", "g", "--reason", "t");
    }

    @Test
    void litellm_s_map_is_read_without_its_template_and_what_has_no_price_per_token() {
        CommandLineRun run =
                desk.bursar("import", "prices", desk.file("map.json", LITELLM).toString(), "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(Desk.counts(run.json())).isEqualTo("5/2/0/3");
        assertThat(Path.of(run.json().path("files").get(0).stringValue()))
                .content()
                .isEqualTo("""
                line,column,reason,model,input_usd_per_token,output_usd_per_token
                6,input_usd_per_token,'-0.1' is negative,broken,-0.1,
                7,input_usd_per_token,'cheap' is no plain decimal; write it as 0.0000025,spelled,cheap,
                8,input_usd_per_token,'1E-999999999' is no plain decimal; write it as 0.0000025,endless,1E-999999999,
                """);
        assertThat(prices()).isEqualTo("embedder 0.00000000013 - | gpt-small 0.00000015 0.0000006");
    }

    @Test
    void a_second_import_writes_only_what_changed_and_keeps_what_the_file_leaves_out() {
        load(HEADER + "a,0.001,0.002\nb,0.003,0.004\n");
        assertThat(Desk.counts(load(HEADER + "a,0.0010,0.002\nc,1,\n"))).isEqualTo("2/1/1/0");
        assertThat(prices()).isEqualTo("a 0.001 0.002 | b 0.003 0.004 | c 1 -");
    }

    @ParameterizedTest
    @CsvSource({
        "exact, 7322, 490, 5569", // (7322 × 0.00000015 + 490 × 0.0000006) USD × 4 × 1000 × 1000 = 5569.2
        "ceil,  7322, 490, 6000",
        "exact, 1,    0,   1", // 0.6 is rounded half up
        "ceil,  1,    0,   1000",
        "exact, 0,    1,   2" // 2.4
    })
    void tokens_cost_what_the_provider_takes_times_the_markup(String mode, long in, long out, long millicredits) {
        load(HEADER + "gpt-small,0.00000015,0.0000006\n");
        CommandLineRun run = desk.bursarWith(Map.of(Setting.BILLING_ROUNDING_MODE, mode), charge("k", in, out));
        assertThat(run.json().path("chargedMillicredits").longValue()).isEqualTo(millicredits);
        assertThat(desk.database()
                        .client()
                        .sql("SELECT provider_cost_usd FROM usage_event")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo(new BigDecimal("0.00000015")
                        .multiply(BigDecimal.valueOf(in))
                        .add(new BigDecimal("0.0000006").multiply(BigDecimal.valueOf(out))));
    }

    @Test
    void every_price_is_exact_to_the_millicredit() {
        Random random = new Random(15);
        for (int i = 0; i < 40; i++) {
            BigDecimal in = BigDecimal.valueOf(random.nextLong(1, 1_000_000), random.nextInt(6, 16));
            BigDecimal out = BigDecimal.valueOf(random.nextLong(1, 1_000_000), random.nextInt(6, 16));
            long inTokens = random.nextLong(1, 200_000);
            long outTokens = random.nextLong(0, 10_000);
            load(HEADER + "m" + i + "," + in.toPlainString() + "," + out.toPlainString() + "\n");
            long expected = in.multiply(BigDecimal.valueOf(inTokens))
                    .add(out.multiply(BigDecimal.valueOf(outTokens)))
                    .multiply(BigDecimal.valueOf(4_000_000))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValueExact();
            assertThat(desk.database()
                            .client()
                            .sql("SELECT round(cost_usd * 4000000)::bigint FROM provider_cost(?, ?, ?, now())")
                            .params("m" + i, inTokens, outTokens)
                            .query(Long.class)
                            .single())
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_price_holds_from_its_date_and_an_earlier_request_keeps_its_own() {
        load(HEADER + "gpt-small,0.001,0.001\n");
        CommandLineRun later = desk.bursar(
                "import",
                "prices",
                desk.file("new.csv", HEADER + "gpt-small,0.002,0.001\n").toString(),
                "--effective-from",
                "2026-12-01");
        assertThat(later.exit()).isZero();
        assertThat(charged("today", 1, 0)).isEqualTo(4_000);
        desk.isAt("2026-12-01T00:00:00Z");
        assertThat(charged("then", 1, 0)).isEqualTo(8_000);
        assertThat(charged("today", 1, 0)).isEqualTo(4_000); // the first answer
    }

    @Test
    void a_date_before_what_was_priced_is_refused_and_without_a_date_prices_hold_from_now() {
        load(HEADER + "gpt-small,0.001,0.001\nother,0.001,0.001\n");
        assertThat(charged("k", 1, 0)).isEqualTo(4_000);
        String file = desk.file("new.csv", HEADER + "gpt-small,0.002,0.001\nother,0.002,0.001\n")
                .toString();
        CommandLineRun refused = desk.bursar("import", "prices", file, "--effective-from", "2026-11-01");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.stderr()).isEqualTo("""
                bursar: prices cannot apply from 2026-11-01T00:00:00Z: a request to gpt-small was priced at 2026-11-15T10:00:00Z by the price \
                in force then; nothing was imported
                  Give --effective-from 2026-11-16 or later.
                """);
        desk.isAt("2026-11-15T11:00:00Z");
        assertThat(desk.bursar("import", "prices", file).exit()).isZero();
        assertThat(charged("k2", 1, 0)).isEqualTo(8_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt-9 | 1 | 0 | model 'gpt-9' has no provider price at 2026-11-15T10:00:00Z",
                "embedder | 1 | 1 | model 'embedder' has no provider price of output tokens at 2026-11-15T10:00:00Z",
                "embedder | 0 | 0 | a request to model 'embedder' without tokens cannot be priced"
            })
    void what_cannot_be_priced_is_never_free(String model, long in, long out, String message) {
        load(HEADER + "embedder,0.001,\n");
        CommandLineRun run = desk.bursar(
                "charge",
                "ada",
                "--action",
                "chat",
                "--model",
                model,
                "--input-tokens",
                "" + in,
                "--output-tokens",
                "" + out,
                "--key",
                "k");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("bursar: " + message + "\n  Nothing was charged.");
        assertThat(desk.count("usage_event")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": {\"input_cost_per_token\": 1 | prices.json line 1: Unexpected end-of-input",
                "{\"a\": 1} | prices.json line 1: 'a' is no object; nothing was imported",
                "{} {} | prices.json line 1: something follows the object that is the file; nothing was imported",
                "{'a': {}} | prices.json line 1: Unexpected character"
            })
    void a_broken_map_is_exit_2_at_its_line(String text, String message) {
        CommandLineRun run =
                desk.bursar("import", "prices", desk.file("prices.json", text).toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("bursar: " + message);
        assertThat(desk.count("provider_price")).isZero();
    }

    @Test
    void a_price_that_stands_twice_is_a_reject_and_so_is_a_model_s_second_price() {
        JsonNode loaded = desk.load("prices", desk.file("map.json", """
                {"a": {"input_cost_per_token": 0.002, "input_cost_per_token": 0},
                 "b": {"input_cost_per_token": 0.002}, "b": {"input_cost_per_token": 0}}
                """));
        assertThat(Desk.counts(loaded)).isEqualTo("3/1/0/2");
        assertThat(Desk.rejects(loaded).getLast()).contains("b");
        assertThat(prices()).isEqualTo("b 0.002 -");
    }

    @Test
    void bytes_that_are_no_utf_8_are_exit_2() {
        byte[] bytes = "{\"a?\": {\"input_cost_per_token\": 1}}".getBytes(StandardCharsets.UTF_8);
        bytes[3] = (byte) 0xFF;
        CommandLineRun run =
                desk.bursar("import", "prices", desk.file("prices.json", bytes).toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.stderr()).startsWith("bursar: prices.json line 1: Invalid UTF-8");
    }

    private JsonNode load(String csv) {
        return desk.load("prices", csv);
    }

    private long charged(String key, long in, long out) {
        return desk.bursar(charge(key, in, out))
                .json()
                .path("chargedMillicredits")
                .longValue();
    }

    private static String[] charge(String key, long in, long out) {
        return new String[] {
            "charge",
            "ada",
            "--action",
            "chat",
            "--model",
            "gpt-small",
            "--input-tokens",
            "" + in,
            "--output-tokens",
            "" + out,
            "--key",
            key,
            "-o",
            "json"
        };
    }

    private String prices() {
        return desk.database().client().sql("""
                        SELECT string_agg(concat_ws(' ', model, input_usd_per_token, coalesce(output_usd_per_token::text, '-')), ' | ' ORDER BY model)
                        FROM provider_price
                        """).query(String.class).single();
    }
}
