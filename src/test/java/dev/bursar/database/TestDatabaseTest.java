package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class TestDatabaseTest {
    @Test
    void a_setting_reaches_sql_as_it_is_whatever_is_in_it() {
        String awkward = "a b\\c 'd\" -c x=y é 名前";
        try (TestDatabase test = TestDatabase.empty();
                Database database = test.open(Map.of(Setting.BILLING_ALLOWLIST, awkward))) {
            assertThat(database.client()
                            .sql("SHOW bursar.billing_allowlist")
                            .query(String.class)
                            .single())
                    .isEqualTo(awkward);
        }
    }

    @ParameterizedTest
    @EachVersion
    void a_connection_finds_unqualified_names_and_carries_the_clock(TestServer server) {
        try (TestDatabase test = TestDatabase.migrated(server);
                Database database = test.open(Map.of(Setting.BURSAR_CLOCK, "2026-11-01T00:00:00Z"))) {
            assertThat(database.client()
                            .sql("SHOW search_path")
                            .query(String.class)
                            .single())
                    .isEqualTo("bursar,public");
            assertThat(database.client()
                            .sql("SHOW bursar.clock")
                            .query(String.class)
                            .single())
                    .isEqualTo("2026-11-01T00:00:00Z");
            database.requireCurrentSchema();
        }
    }
}
