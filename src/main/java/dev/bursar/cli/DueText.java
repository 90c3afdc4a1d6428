package dev.bursar.cli;

import dev.bursar.schedule.Schedule;
import dev.bursar.schedule.Schedule.Due;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Firings as people read them: the local time, the instant, and what each is for. */
final class DueText {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    private DueText() {}

    static void print(Schedule schedule, List<Due> dues, Instant after, Output output) {
        output.say("\"" + schedule.cron() + "\" in " + schedule.zone() + ", after "
                + after.truncatedTo(ChronoUnit.SECONDS) + ":");
        dues.forEach(due -> output.say(line(due, schedule)));
        if (dues.isEmpty()) {
            output.say("  no firing before the year 10000");
        }
    }

    private static String line(Due due, Schedule schedule) {
        ZonedDateTime local = due.firing().at().atZone(schedule.zone());
        LocalDateTime slot = due.firing().slot();
        String moved = local.toLocalDateTime().equals(slot)
                ? ""
                : " (clocks go forward past " + TIME.format(slot) + " that day)";
        return "  " + LOCAL.format(local) + " " + local.getOffset() + "  "
                + due.firing().at() + "  for " + due.businessForInWords() + moved;
    }
}
