package dev.bursar.cli;

import picocli.CommandLine.Command;

/** {@code bursar schedule}: when jobs are due. */
@Command(
        name = "schedule",
        description = "When jobs are due, and for which interval.",
        subcommands = {
            ScheduleList.class,
            ScheduleNext.class,
            ScheduleCheck.class,
            SchedulePause.class,
            ScheduleResume.class,
            ScheduleCatchUp.class,
            ScheduleTick.class,
            ScheduleHistory.class
        })
final class ScheduleCommands {}
