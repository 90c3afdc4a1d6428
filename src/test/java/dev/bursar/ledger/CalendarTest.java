package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.ledger.model.Grid;
import dev.bursar.ledger.model.Wish;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
    @AutoClose
    final TestLedger ledger = TestLedger.open();

    @Test
    void an_anniversary_on_the_31st_is_clamped_and_comes_back() {
        ledger.setClock("2027-06-01T00:00:00Z");
        ledger.subscribe("ada", anniversary("2027-01-31", "UTC"));
        ledger.allocate("ada");
        assertThat(ledger.periods("ada", "shobeis"))
                .containsExactly(
                        "2027-01-31T00:00 2027-02-28T00:00",
                        "2027-02-28T00:00 2027-03-31T00:00",
                        "2027-03-31T00:00 2027-04-30T00:00",
                        "2027-04-30T00:00 2027-05-31T00:00",
                        "2027-05-31T00:00 2027-06-30T00:00");
    }

    @Test
    void a_leap_day_is_the_end_of_february() {
        ledger.setClock("2028-03-30T12:00:00Z");
        ledger.subscribe("ada", anniversary("2028-01-30", "UTC"));
        ledger.allocate("ada");
        assertThat(ledger.periods("ada", "shobeis"))
                .containsExactly(
                        "2028-01-30T00:00 2028-02-29T00:00",
                        "2028-02-29T00:00 2028-03-30T00:00",
                        "2028-03-30T00:00 2028-04-30T00:00");
    }

    @Test
    void berlin_months_begin_at_local_midnight_and_summer_time_costs_no_hour() {
        ledger.setClock("2026-11-15T00:00:00Z");
        ledger.subscribe("ada", anniversary("2026-09-01", "Europe/Berlin"));
        ledger.allocate("ada");
        assertThat(ledger.periods("ada", "shobeis"))
                .containsExactly(
                        "2026-08-31T22:00 2026-09-30T22:00",
                        "2026-09-30T22:00 2026-10-31T23:00",
                        "2026-10-31T23:00 2026-11-30T23:00");
    }

    @Test
    void a_day_whose_midnight_is_missing_begins_at_one_and_one_that_has_two_at_the_first() {
        ledger.setClock("2026-09-10T00:00:00Z");
        ledger.subscribe("inez", anniversary("2026-08-06", "America/Santiago")); // 2026-09-06 begins at 01:00
        ledger.allocate("inez");
        assertThat(ledger.periods("inez", "shobeis"))
                .containsExactly("2026-08-06T04:00 2026-09-06T04:00", "2026-09-06T04:00 2026-10-06T03:00");
        ledger.setClock("2026-11-01T04:00:00Z");
        ledger.subscribe("celia", anniversary("2026-10-01", "America/Havana")); // 2026-11-01 has 00:00 twice
        ledger.allocate("celia");
        assertThat(ledger.periods("celia", "shobeis"))
                .containsExactly("2026-10-01T04:00 2026-11-01T04:00", "2026-11-01T04:00 2026-12-01T05:00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/Sao_Paulo",
                "America/Santiago",
                "America/Havana",
                "Africa/Cairo",
                "Asia/Beirut",
                "Pacific/Auckland",
                "Pacific/Chatham",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Atlantic/Azores",
                "America/Scoresbysund"
            })
    void every_day_of_thirty_years_begins_when_java_says_so(String zone) throws SQLException {
        List<LocalDate> days =
                LocalDate.of(2000, 1, 1).datesUntil(LocalDate.of(2027, 6, 1)).toList();
        List<Instant> expected = days.stream()
                .map(day -> day.atStartOfDay(ZoneId.of(zone)).toInstant())
                .toList();
        assertThat(instants(
                        "SELECT array_agg(day_start(d, ?) ORDER BY d) FROM unnest(?::date[]) d", zone, days.stream()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 15, 28, 29, 30, 31})
    void every_month_of_eight_years_follows_the_last_one(int anchorDay) throws SQLException {
        for (String zone : List.of("UTC", "America/Havana", "Pacific/Auckland")) {
            Grid grid = new Grid("anniversary", LocalDate.of(2020, 1, anchorDay), ZoneId.of(zone));
            List<Instant> starts = Stream.iterate(grid.beginningOf(LocalDate.of(2020, 1, anchorDay)), grid::endAfter)
                    .limit(96)
                    .toList();
            assertThat(instants(
                            "SELECT array_agg(period_end_after(s, " + anchorDay
                                    + ", ?) ORDER BY s) FROM unnest(?::timestamptz[]) s",
                            zone,
                            starts.stream().limit(95)))
                    .isEqualTo(starts.subList(1, 96));
            assertThat(instants(
                            "SELECT array_agg(period_start_of(s - interval '1 microsecond', " + anchorDay
                                    + ", ?) ORDER BY s) FROM unnest(?::timestamptz[]) s",
                            zone,
                            starts.stream().skip(1)))
                    .isEqualTo(starts.subList(0, 95));
        }
    }

    @Test
    void a_new_anchor_under_15_days_away_makes_one_long_period() {
        ledger.setClock("2026-10-20T00:00:00Z");
        ledger.subscribe("near", "pro", "2026-10-01");
        ledger.subscribe("far", "pro", "2026-10-01");
        ledger.change("near", new Wish(null, "anniversary", LocalDate.parse("2026-01-15"), null, null, null, null));
        ledger.change("far", new Wish(null, "anniversary", LocalDate.parse("2026-01-16"), null, null, null, null));
        ledger.setClock("2026-12-20T00:00:00Z");
        ledger.allocate("near");
        ledger.allocate("far");
        assertThat(ledger.periods("near", "shobeis"))
                .containsExactly(
                        "2026-10-01T00:00 2026-11-01T00:00",
                        "2026-11-01T00:00 2026-12-15T00:00", // the 15th is 14 days away
                        "2026-12-15T00:00 2027-01-15T00:00");
        assertThat(ledger.periods("far", "shobeis"))
                .containsExactly(
                        "2026-10-01T00:00 2026-11-01T00:00",
                        "2026-11-01T00:00 2026-11-16T00:00", // 15 days are enough
                        "2026-11-16T00:00 2026-12-16T00:00",
                        "2026-12-16T00:00 2027-01-16T00:00");
    }

    private static Wish anniversary(String anchor, String zone) {
        LocalDate day = LocalDate.parse(anchor);
        return new Wish("pro", "anniversary", day, "active", day, zone, null);
    }

    private List<Instant> instants(String sql, String zone, Stream<?> elements) throws SQLException {
        try (Connection connection = ledger.database().database().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Array array = connection.createArrayOf(
                    "text", elements.map(Object::toString).toArray());
            statement.setString(1, zone);
            statement.setArray(2, array);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                Timestamp[] answer = (Timestamp[]) rows.getArray(1).getArray();
                return Stream.of(answer).map(Timestamp::toInstant).toList();
            }
        }
    }
}
