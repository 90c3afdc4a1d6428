package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.run.Jobs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Builds the tree of commands and executes the one that was called. */
final class CommandTree {
    private static final Set<String> NEEDS_ALL = Set.of("-h", "--help", "completion");

    private CommandTree() {}

    /**
     * Understands the arguments. Building the whole tree takes a third of the time of a short command, so first only the
     * commands are built whose names are among the arguments; help, completion and what is not understood need all of them.
     */
    private static ParseResult parse(Invocation invocation, String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.stream().noneMatch(NEEDS_ALL::contains)) {
            CommandLine few = build(invocation, words::contains);
            if (!few.getSubcommands().isEmpty() || words.contains("--version")) {
                try {
                    return few.parseArgs(arguments);
                } catch (ParameterException e) {
                    return build(invocation, _ -> true).parseArgs(arguments); // says it with what it might have been
                }
            }
        }
        return build(invocation, _ -> true).parseArgs(arguments);
    }

    static CommandLine build(Invocation invocation, Predicate<String> isWanted) {
        IFactory factory = new Factory(invocation);
        CommandLine root = new CommandLine(invocation.options(), factory);
        for (Commands.Group group : Commands.GROUPS) {
            for (Class<?> command : group.commands()) {
                if (isWanted.test(command.getAnnotation(Command.class).name())) {
                    root.addSubcommand(new CommandLine(command, factory));
                }
            }
        }
        Jobs.all().stream()
                .filter(job -> isWanted.test(job.name()))
                .forEach(job -> root.addSubcommand(JobCommands.of(job, invocation, factory)));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setAbbreviatedOptionsAllowed(false);
        root.setExpandAtFiles(false); // @ada is a user id, not a file of arguments
        root.setOverwrittenOptionsAllowed(false);
        root.registerConverter(Format.class, Format::of);
        root.registerConverter(
                LocalDate.class, text -> converted(text, LocalDate::parse, "'%s' is no date; write it as 2026-11-01"));
        root.registerConverter(
                YearMonth.class, text -> converted(text, YearMonth::parse, "'%s' is no month; write it as 2026-11"));
        root.registerConverter(
                Instant.class,
                text -> converted(
                        text, Instant::parse, "'%s' is no instant; write it with its zone, as 2026-11-01T00:00:00Z"));
        Help.install(root);
        return root;
    }

    /** Throws what the command throws; an unknown option or command is picocli's {@link ParameterException}. */
    static Exit execute(Invocation invocation, String[] arguments) throws Exception {
        ParseResult parsed = parse(invocation, arguments);
        CommandLine called = last(parsed).commandSpec().commandLine();
        if (last(parsed).isUsageHelpRequested()) {
            invocation.output().text(called.getUsageMessage());
            return Exit.DONE;
        }
        if (last(parsed).isVersionHelpRequested() || parsed.isVersionHelpRequested()) {
            invocation.output().text(Version.text());
            return Exit.DONE;
        }
        if (called.getCommandSpec().userObject() instanceof Callable<?> command) {
            return (Exit) command.call();
        }
        if (arguments.length == 0) {
            invocation.output().text(called.getUsageMessage());
            return Exit.DONE;
        }
        throw missing(called);
    }

    /**
     * What a command line calls, which is not called.
     *
     * @return the command at its end; throws picocli's {@link ParameterException} where the line is wrong, or calls nothing
     */
    static ParseResult checked(Invocation invocation, String[] arguments) {
        ParseResult called = last(parse(invocation, arguments));
        if (!(called.commandSpec().userObject() instanceof Callable<?>)) {
            throw missing(called.commandSpec().commandLine());
        }
        return called;
    }

    private static ParameterException missing(CommandLine called) {
        return new ParameterException(
                called, "a command is missing after '" + called.getCommandSpec().qualifiedName() + "'");
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    private static <T> T converted(String text, Function<String, T> parse, String problem) {
        try {
            return parse.apply(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(String.format(problem, text));
        }
    }

    /** Commands are made with the invocation, where their constructor takes it; everything else picocli's own way. */
    private record Factory(Invocation invocation) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(Invocation.class))) {
                    return type.cast(constructor.newInstance(invocation));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
