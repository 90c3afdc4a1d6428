package dev.bursar.cli;

import java.util.List;

/** Every command, in the groups and the order in which help lists them. A new command is one line here. */
final class Commands {
    /**
     * @param title as help shows it
     * @param commands classes with picocli's {@code @Command}; those that do something are {@code Callable<Exit>} and may take
     *     the {@link Invocation} in their constructor
     */
    record Group(String title, List<Class<?>> commands) {}

    static final List<Group> GROUPS = List.of(
            new Group("Set up", List.of(Demo.class, DbCommands.class, Doctor.class)),
            new Group("Catalogue", List.of(CatalogueCommands.class)),
            new Group("Shell", List.of(Completion.class)));

    private Commands() {}
}
