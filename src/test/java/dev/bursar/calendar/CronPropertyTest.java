package dev.bursar.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds the next firing to a clock that is watched minute by minute. */
class CronPropertyTest {
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "Asia/Beirut",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "Pacific/Apia");

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void firings_are_those_of_a_watched_clock(
            @ForAll("expressions") SimpleCron expression, @ForAll("weeks") Week week) {
        Cron cron = Cron.parse(expression.text());
        List<Instant> firings = new ArrayList<>();
        Instant at = week.start();
        while (true) {
            Instant after = at;
            Instant next = cron.next(after, week.zone()).map(Firing::at).orElse(week.end());
            assertThat(next).isAfter(after);
            if (!next.isBefore(week.end())) {
                break;
            }
            firings.add(next);
            at = next;
        }
        assertThat(firings).as("%s in %s", expression.text(), week).isEqualTo(watched(expression, week));
    }

    /** Each minute after the start at which a watcher of the clock on the wall would say that it fires. */
    private static List<Instant> watched(SimpleCron expression, Week week) {
        List<Instant> firings = new ArrayList<>();
        Instant at = week.start().minus(2, ChronoUnit.DAYS);
        LocalDateTime highest = LocalDateTime.ofInstant(at, week.zone());
        for (; at.isBefore(week.end()); at = at.plusSeconds(60)) {
            LocalDateTime wall = LocalDateTime.ofInstant(at, week.zone());
            boolean fires;
            if (expression.hasFixedHours()) {
                fires = false;
                for (LocalDateTime slot = highest;
                        slot.isBefore(wall); ) { // minutes that the clock reaches or jumps over
                    slot = slot.plusMinutes(1);
                    fires = fires || expression.matches(slot);
                }
            } else {
                fires = expression.matches(wall);
            }
            highest = wall.isAfter(highest) ? wall : highest;
            if (fires && at.isAfter(week.start())) {
                firings.add(at);
            }
        }
        return firings;
    }

    /** Seven days, from a whole minute on. */
    record Week(ZoneId zone, Instant start) {
        Instant end() {
            return start.plus(7, ChronoUnit.DAYS);
        }
    }

    /** Half of the weeks hold a change of the clocks, where the zone has any. */
    @Provide
    Arbitrary<Week> weeks() {
        Arbitrary<Instant> instants = Arbitraries.longs()
                .between(Instant.parse("2005-01-01T00:00:00Z").getEpochSecond() / 60, 1_900_000_000L / 60)
                .map(minute -> Instant.ofEpochSecond(minute * 60));
        return Combinators.combine(
                        Arbitraries.of(ZONES).map(ZoneId::of),
                        instants,
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, Duration.ofDays(7).toMinutes()))
                .as((zone, instant, isAtChange, minutesBefore) -> {
                    ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
                    return isAtChange && change != null
                            ? new Week(zone, change.getInstant().minusSeconds(minutesBefore * 60))
                            : new Week(zone, instant);
                });
    }

    @Provide
    Arbitrary<SimpleCron> expressions() {
        return Combinators.combine(
                        SimpleField.within(0, 59),
                        SimpleField.within(0, 23),
                        SimpleField.within(1, 31),
                        SimpleField.within(1, 12),
                        SimpleField.within(0, 6))
                .as(SimpleCron::new)
                .filter(SimpleCron::canFire);
    }
}
