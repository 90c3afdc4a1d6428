package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.run.Jobs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Builds the tree of commands and executes the one that was called. */
final class CommandTree {
    private CommandTree() {}

    static CommandLine build(Invocation invocation) {
        IFactory factory = new Factory(invocation);
        CommandLine root = new CommandLine(invocation.options(), factory);
        for (Commands.Group group : Commands.GROUPS) {
            for (Class<?> command : group.commands()) {
                root.addSubcommand(new CommandLine(command, factory));
            }
        }
        Jobs.all().forEach(job -> root.addSubcommand(JobCommands.of(job, invocation, factory)));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setAbbreviatedOptionsAllowed(false);
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
    static Exit execute(CommandLine root, Invocation invocation, String[] arguments) throws Exception {
        ParseResult parsed = root.parseArgs(arguments);
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
        throw new ParameterException(
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
