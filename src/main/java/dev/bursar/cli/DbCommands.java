package dev.bursar.cli;

import picocli.CommandLine.Command;

/** The embedded server and the schema. */
@Command(
        name = "db",
        description = "The database: start, stop, look at, migrate, back up, restore.",
        subcommands = {
            DbStart.class,
            DbStop.class,
            DbStatus.class,
            DbUrl.class,
            DbMigrate.class,
            DbBackup.class,
            DbRestore.class,
            DbPsql.class
        })
final class DbCommands {}
