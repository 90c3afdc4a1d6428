package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.TestDatabase;
import dev.bursar.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableRowsTest {
    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rows_come_as_text_in_one_order_and_under_one_snapshot() {
        say("CREATE SCHEMA legacy");
        say(
                "CREATE TABLE legacy.\"Old Balances\" (user_id text, credits numeric(20, 3), since timestamptz, local timestamp)");
        say(
                "INSERT INTO legacy.\"Old Balances\" VALUES ('b', 2.5, '2026-01-01 12:00+02', NULL), ('a', NULL, NULL, '2026-01-01 12:00')");
        SourceName name = SourceName.parse("table:Legacy.\"Old Balances\"");
        String before = name.fingerprint(database.client());
        try (HikariDataSource source = database.database().dataSource(1);
                SourceRows rows = name.open(source, Dialect.OWN)) {
            say("INSERT INTO legacy.\"Old Balances\" VALUES ('c', 1, NULL, NULL)");
            assertThat(rows.header()).containsExactly("user_id", "credits", "since", "local");
            assertThat(all(rows))
                    .containsExactly(
                            new SourceRows.Row(2, List.of("a", "", "", "2026-01-01 12:00:00"), Optional.empty()),
                            new SourceRows.Row(3, List.of("b", "2.500", "2026-01-01T10:00:00Z", ""), Optional.empty()));
            assertThat(rows.sha256()).isEqualTo(before);
        }
        assertThat(name.fingerprint(database.client()))
                .as("of what stands there now")
                .isNotEqualTo(before);
    }

    @Test
    void the_zone_of_a_session_does_not_change_what_identifies_the_rows() {
        say("CREATE TABLE since AS SELECT timestamptz '2026-01-01 12:00Z' AS at");
        SourceName name = SourceName.parse("table:since");
        String before = name.fingerprint(database.client());
        say("SET timezone = 'Asia/Tokyo'");
        assertThat(name.fingerprint(database.client())).isEqualTo(before);
    }

    @Test
    void what_is_not_there_is_said() {
        assertThatThrownBy(() -> SourceName.parse("table:nowhere").fingerprint(database.client()))
                .isInstanceOf(Fault.class)
                .hasMessage("there is no table or view \"nowhere\" that this login can read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "a.", "a b", "x; DROP TABLE y", "\"open", "1a"})
    void what_is_no_name_never_reaches_the_database(String name) {
        assertThatThrownBy(() -> SourceName.parse("table:" + name))
                .isInstanceOf(Fault.class)
                .hasMessage("'table:" + name + "' names no table");
    }

    private void say(String sql) {
        database.client().sql(sql).update();
    }

    private static List<SourceRows.Row> all(SourceRows rows) {
        List<SourceRows.Row> all = new ArrayList<>();
        for (Optional<SourceRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            all.add(row.get());
        }
        return all;
    }
}
