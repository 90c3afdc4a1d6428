package dev.bursar.cli;

import picocli.CommandLine.Command;

/** Schedules wait while operators work. */
@Command(
        name = "maintenance",
        description = {
            "Maintenance: on, off, status, history. While it is on, schedules start nothing.",
            "What falls due in the meantime waits and is done afterwards, oldest first. Jobs started by hand run.",
            "Charging does not stop: it follows its own switch, bursar flags set billing_charging_enabled false.",
            "The host reads state and message with SELECT active, reason, since, until FROM bursar.maintenance_state."
        },
        subcommands = {MaintenanceOn.class, MaintenanceOff.class, MaintenanceStatus.class, MaintenanceHistory.class})
final class MaintenanceCommands {}
