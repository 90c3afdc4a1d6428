package dev.bursar.cli;

import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Every command, in the groups and the order in which help lists them. A new command is one line here. */
final class Commands {
    /**
     * @param title as help shows it
     * @param commands classes with picocli's {@code @Command}; those that do something are {@code Callable<Exit>} and may take
     *     the {@link Invocation} in their constructor
     */
    record Group(String title, List<Class<?>> commands) {
        /** The names of its commands; every job is one of {@link #JOBS}. */
        List<String> names() {
            return Stream.concat(
                            title.equals(JOBS) ? Jobs.all().stream().map(JobSpec::name) : Stream.empty(),
                            commands.stream()
                                    .map(type ->
                                            type.getAnnotation(Command.class).name()))
                    .toList();
        }
    }

    private static final String JOBS = "Jobs";

    static final List<Group> GROUPS = List.of(
            new Group("Set up", List.of(Demo.class, DbCommands.class, Doctor.class)),
            new Group("Catalogue", List.of(CatalogueCommands.class)),
            new Group(
                    JOBS,
                    List.of(
                            RunsCommands.class,
                            ScheduleCommands.class,
                            Serve.class,
                            RunbookCommands.class,
                            AlertsCommands.class)),
            new Group("Load", List.of(ImportCommands.class)),
            new Group(
                    "Look",
                    List.of(BalanceCommand.class, LedgerCommand.class, LotsCommand.class, ExplainCommand.class)),
            new Group(
                    "Change one user",
                    List.of(
                            SubscriptionCommands.class,
                            ChargeCommand.class,
                            GrantCommand.class,
                            AdjustCommand.class,
                            RefundCommand.class,
                            FreezeCommand.class,
                            UnfreezeCommand.class,
                            CapsCommands.class,
                            GuardrailsCommands.class)),
            new Group("Switches", List.of(FlagsCommands.class, MaintenanceCommands.class)),
            new Group("Shell", List.of(Completion.class)));

    private Commands() {}
}
