package dev.bursar.runbook;

import dev.bursar.database.Database;

/** Does what an action says. */
final class Performer {
    private final Database database;
    private final CommandDoor door;
    private final ShellScript shell;

    /**
     * What came of an action.
     *
     * @param exit of the command or script; of a statement 0, or 3 where its rows are not as expected
     * @param output what it printed, or the rows
     * @param mistake why it did not pass; empty where it did
     */
    record Result(int exit, String output, String mistake) {
        boolean passes() {
            return mistake.isEmpty();
        }
    }

    Performer(Database database, CommandDoor door, ShellScript shell) {
        this.database = database;
        this.door = door;
        this.shell = shell;
    }

    Result perform(Action action, Runbook runbook, Values values) {
        return switch (action.language()) {
            case BURSAR -> {
                CommandDoor.Outcome ran = door.run(CommandText.arguments(action, values), action.kind() == Kind.CHECK);
                yield ofExit(action, ran.exit(), ran.output(), ran.complaint());
            }
            case SQL -> new SqlCheck(database).perform(action, runbook, values);
            case SH -> {
                ShellScript.Ran ran = shell.run(action, values);
                yield ran.mistake().isEmpty()
                        ? ofExit(
                                action,
                                ran.exit(),
                                ran.output(),
                                ran.output().lines().reduce("", (_, last) -> last))
                        : new Result(ran.exit(), ran.output(), ran.mistake());
            }
            case TEXT -> throw new IllegalArgumentException(action.id() + " is for a person to answer");
        };
    }

    private static Result ofExit(Action action, int exit, String output, String complaint) {
        boolean passes = action.terms().exits().contains(exit);
        String expected = action.terms().exits().toString().replaceAll("[\\[\\]]", "");
        String mistake =
                "ended with exit " + exit + ", not " + expected + (complaint.isBlank() ? "" : ": " + complaint.strip());
        return new Result(exit, output, passes ? "" : mistake);
    }
}
