package dev.bursar.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.TestDatabase;
import dev.bursar.fault.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableRowsTest {
    private static final String STATE = "nothing was read";

    private static final Columns ASKED = Columns.of(
            Column.required("who", Checks::identifier),
            Column.required("at", Checks::instant),
            Column.optional("more", Checks::any));

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rows_come_as_text_in_the_order_of_their_key_and_under_one_snapshot() {
        say("CREATE SCHEMA legacy");
        say(
                "CREATE TABLE legacy.\"Old Balances\" (user_id text PRIMARY KEY, credits numeric(20, 3), since timestamptz, local timestamp)");
        say(
                "INSERT INTO legacy.\"Old Balances\" VALUES ('b', 2.5, '2026-01-01 12:00+02', NULL), ('a', NULL, NULL, '2026-01-01 12:00')");
        SourceName name = SourceName.parse("table:Legacy.\"Old Balances\"", STATE);
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
    void without_a_key_rows_come_as_they_lie_and_their_order_does_not_say_which_they_are() {
        say("CREATE TABLE old AS SELECT * FROM (VALUES ('b', 1), ('c', 2), ('a', 3)) AS v (name, n)");
        SourceName name = SourceName.parse("table:old", STATE);
        String before = name.fingerprint(database.client());
        assertThat(names(name)).containsExactly("b", "c", "a");
        say("DELETE FROM old WHERE name = 'b'");
        say("INSERT INTO old VALUES ('b', 1)");
        assertThat(names(name)).containsExactly("c", "a", "b");
        assertThat(name.fingerprint(database.client())).isEqualTo(before);
        say("INSERT INTO old VALUES ('b', 1)");
        assertThat(name.fingerprint(database.client())).as("a row twice").isNotEqualTo(before);
    }

    @Test
    void a_column_by_another_name_is_another_content() {
        say("CREATE TABLE old AS SELECT 1 AS paid, 2 AS left, 3 AS t");
        SourceName name = SourceName.parse("table:old", STATE);
        String before = name.fingerprint(database.client());
        say("ALTER TABLE old RENAME COLUMN paid TO spent");
        assertThat(name.fingerprint(database.client())).isNotEqualTo(before);
    }

    @Test
    void columns_that_are_asked_for_are_judged_and_others_are_left_aside() {
        say("CREATE TABLE old (note text, at timestamptz, \"a b\" int, who text PRIMARY KEY)");
        say("INSERT INTO old VALUES ('x', '2026-01-01Z', 7, 'b'), ('y', NULL, 7, 'a')");
        try (HikariDataSource source = database.database().dataSource(1);
                CheckedRows rows = SourceName.parse("table:old", STATE).open(source, ASKED)) {
            assertThat(rows.next())
                    .contains(row(2, "at", "'' is no instant; write it as 2026-11-01T09:30:00Z", "a", ""));
            assertThat(rows.next()).contains(row(3, "", "", "b", "2026-01-01T00:00:00Z"));
            assertThat(rows.next()).isEmpty();
        }
    }

    private static CheckedRows.Row row(long line, String column, String fault, String who, String at) {
        return new CheckedRows.Row(
                line, Arrays.asList(who, at, null), column, fault.isEmpty() ? Optional.empty() : Optional.of(fault));
    }

    @Test
    void a_table_without_the_columns_or_without_a_zone_is_refused_as_a_whole() {
        say("CREATE TABLE old (who text)");
        assertThatThrownBy(() -> SourceName.parse("table:old", STATE).require(ASKED, database.client()))
                .hasMessage("table old has no column at; nothing was read");
        say("ALTER TABLE old ADD COLUMN at timestamp");
        assertThatThrownBy(() -> SourceName.parse("table:old", STATE).require(ASKED, database.client()))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.hint())
                                .isEqualTo("Make a view that says it, such as at AT TIME ZONE 'UTC' AS at."))
                .hasMessage("table old says no zone in its column at; nothing was read");
    }

    @Test
    void the_zone_of_a_session_does_not_change_what_identifies_the_rows() {
        say("CREATE TABLE since AS SELECT timestamptz '2026-01-01 12:00Z' AS at");
        SourceName name = SourceName.parse("table:since", STATE);
        String before = name.fingerprint(database.client());
        say("SET timezone = 'Asia/Tokyo'");
        assertThat(name.fingerprint(database.client())).isEqualTo(before);
    }

    @Test
    void what_is_not_there_is_said() {
        assertThatThrownBy(() -> SourceName.parse("table:nowhere", STATE).fingerprint(database.client()))
                .isInstanceOf(Fault.class)
                .hasMessage("there is no table or view \"nowhere\" that this login can read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b.c", "a.", "a b", "x; DROP TABLE y", "\"open", "1a"})
    void what_is_no_name_never_reaches_the_database(String name) {
        assertThatThrownBy(() -> SourceName.parse("table:" + name, STATE))
                .isInstanceOf(Fault.class)
                .hasMessage("'table:" + name + "' names no table");
    }

    private void say(String sql) {
        database.client().sql(sql).update();
    }

    private List<String> names(SourceName name) {
        try (HikariDataSource source = database.database().dataSource(1);
                SourceRows rows = name.open(source, Dialect.OWN)) {
            return all(rows).stream().map(row -> row.values().getFirst()).toList();
        }
    }

    private static List<SourceRows.Row> all(SourceRows rows) {
        List<SourceRows.Row> all = new ArrayList<>();
        for (Optional<SourceRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            all.add(row.get());
        }
        return all;
    }
}
