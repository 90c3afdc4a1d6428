package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a comparison at random moments; the files are those of one that nobody disturbed. */
@Order(1)
class KilledShadowTest {
    private static final String NOW = "2026-11-15T10:00:00Z";
    private static final int KILLS = 2;
    private static final int REQUESTS = 20_000;

    private final Random random = new Random(20261110);

    @AutoClose
    private final Town town = Town.of(500);

    @TempDir
    private Path folder;

    private BursarProcess start(String home) {
        Map<String, String> environment = town.database()
                .variables(Map.of(
                        Setting.BURSAR_CLOCK,
                        NOW,
                        Setting.BURSAR_HOME,
                        folder.resolve(home).toString()));
        return BursarProcess.start(
                256,
                environment,
                "shadow",
                "run",
                "--from",
                "2026-11-10",
                "--to",
                "2026-11-12",
                "--legacy",
                folder.resolve("legacy.csv").toString(),
                "-o",
                "json");
    }

    private Map<String, String> files(String home) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder.resolve(home).resolve("out/shadow/2026-11-10..2026-11-12"))) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private long number(String sql) {
        return town.client().sql(sql).query(Long.class).single();
    }

    private void hasRequests() throws IOException {
        town.client().sql("""
                        INSERT INTO account (customer_id, credit_type_id)
                        SELECT c.id, t.id FROM customer c JOIN credit_type t ON t.code = 'shobeis' ON CONFLICT DO NOTHING
                        """).update();
        town.client().sql("""
                        INSERT INTO usage_event (request_id, account_id, status, action, quantity, items, priced_millicredits, charged_millicredits,
                            catalogue_version_id, occurred_at, created_at, logged)
                        SELECT 'r' || n, a.id, 'shadow', 'ANALYSIS', 500, 1, 10000, 0, 1, timestamptz '2026-11-10Z' + n * interval '4 s', now(), true
                        FROM generate_series(1, ?) AS n
                        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM account
                              WHERE credit_type_id = (SELECT id FROM credit_type WHERE code = 'shobeis')) AS a ON a.number = 1 + n % 500
                        """).param(REQUESTS).update();
        StringBuilder legacy = new StringBuilder("request_id,user_id,credit_type,credits,occurred_at\n");
        town.client()
                .sql("""
                        SELECT concat_ws(',', u.request_id, c.user_id, 'shobeis', CASE WHEN u.id % 100 = 0 THEN 12 ELSE 10 END, '2026-11-10T12:00:00Z')
                        FROM usage_event u JOIN account a ON a.id = u.account_id JOIN customer c ON c.id = a.customer_id
                        WHERE u.id % 97 <> 0 ORDER BY u.id
                        """)
                .query(String.class)
                .list()
                .forEach(row -> legacy.append(row).append('\n'));
        Files.writeString(folder.resolve("legacy.csv"), legacy);
    }

    @Test
    void a_killed_comparison_is_made_anew_and_leaves_the_same_files() throws Exception {
        hasRequests();
        int halfDone = 0;
        for (int kills = 0; kills < KILLS; ) {
            long before = number("SELECT coalesce(sum(starts), 0) FROM run");
            BursarProcess process = start("killed");
            while (process.isAlive() && number("SELECT coalesce(sum(starts), 0) FROM run") == before) {
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(2_500));
            if (process.isAlive()) {
                process.kill();
                kills++;
                halfDone += number("SELECT count(*) FROM run WHERE status = 'RUNNING'") > 0 ? 1 : 0;
            }
        }
        assertThat(halfDone).as("kills amid a run").isPositive();
        assertThat(start("killed").exit()).isEqualTo(3);
        town.client().sql("DELETE FROM legacy_source").update();
        assertThat(start("undisturbed").exit()).isEqualTo(3);
        assertThat(files("killed")).isEqualTo(files("undisturbed")).hasSize(6);
        assertThat(Objects.requireNonNull(files("killed").get("requests.csv")).lines())
                .hasSize(1 + REQUESTS / 97 + REQUESTS / 100 - REQUESTS / 9_700);
        assertThat(number("SELECT count(*) FROM shadow_verdict")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM legacy_source WHERE read_rows > 0"))
                .isEqualTo(1);
    }
}
