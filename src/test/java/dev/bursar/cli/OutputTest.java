package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final String QUERY = """
            SELECT 'ada' AS user_id, 9990500::bigint AS balance_millicredits, 999::bigint AS price_cents,
                   '2026-11-01T00:00:00Z'::timestamptz AS granted_at, NULL::text AS reason, '{"a": 1}'::jsonb AS metadata
            UNION ALL
            SELECT E'=1+1\\n"x"\\u001b', 5, 0, '2026-11-02T12:30:00Z', 'a, b', '[]'
            """;

    @Test
    void people_read_credits_and_aligned_columns_and_no_control_characters() {
        assertThat(printed(Format.TABLE, QUERY)).isEqualTo("""
                user id    balance  price  granted at            reason  metadata
                ada        9,990.5   9.99  2026-11-01 00:00:00Z          {"a":1}
                =1+1\uFFFD"x"\uFFFD    0.005   0.00  2026-11-02 12:30:00Z  a, b    []
                """);
    }

    @Test
    void programs_read_the_columns_in_camel_case() {
        assertThat(printed(Format.JSON, QUERY + " LIMIT 1")).isEqualToIgnoringWhitespace("""
                        [{"userId": "ada", "balanceMillicredits": 9990500, "priceCents": 999,
                          "grantedAt": "2026-11-01T00:00:00Z", "reason": null, "metadata": {"a": 1}}]
                        """);
    }

    @Test
    void csv_quotes_what_needs_it_and_neutralises_formulas() {
        assertThat(printed(Format.CSV, QUERY))
                .isEqualTo("userId,balanceMillicredits,priceCents,grantedAt,reason,metadata\r\n"
                        + "ada,9990500,999,2026-11-01T00:00:00Z,,\"{\"\"a\"\":1}\"\r\n"
                        + "\"'=1+1\n\"\"x\"\"\u001b\",5,0,2026-11-02T12:30:00Z,\"a, b\",[]\r\n");
    }

    @Test
    void an_empty_list_is_a_sentence_an_empty_array_or_a_header() {
        String none = "SELECT 1 AS user_id WHERE false";
        assertThat(printed(Format.TABLE, none)).isEqualTo("Nobody.\n");
        assertThat(printed(Format.JSON, none)).isEqualTo("[]\n");
        assertThat(printed(Format.CSV, none)).isEqualTo("userId\r\n");
    }

    private static String printed(Format format, String sql) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TestDatabase database = TestDatabase.empty()) {
            new Output(out, format, false).print(Rows.of(database.client().sql(sql)), "Nobody.");
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
