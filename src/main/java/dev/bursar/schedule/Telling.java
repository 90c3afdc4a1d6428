package dev.bursar.schedule;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells people of an interval's misfortune, as its manifest says, and that it is well again. */
final class Telling {
    Telling(JdbcClient client) {}

    void failed(Schedules.OfJob job, DueRow due, Optional<RunOfInterval> run, String message) {}

    void stopped(Schedules.OfJob job, DueRow due, RunOfInterval run, String why) {}

    void late(Schedules.OfJob job, DueRow due) {}

    void isWell(DueRow due) {}
}
