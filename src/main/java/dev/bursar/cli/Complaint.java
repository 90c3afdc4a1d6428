package dev.bursar.cli;

import dev.bursar.database.SqlFaults;
import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Spelling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells the operator what went wrong: on stderr in words, under {@code -o json} as an object on stdout as well. */
final class Complaint {
    private final Invocation invocation;
    private final List<String> arguments;

    Complaint(Invocation invocation, String[] arguments) {
        this.invocation = invocation;
        this.arguments = List.of(arguments);
    }

    /** Prints it; a stack trace only with {@code --debug}. Returns the exit code of the command. */
    Exit about(Throwable problem) {
        Fault fault = faultOf(problem);
        if (arguments.contains("--debug")) {
            problem.printStackTrace(invocation.err());
        }
        if (isBrokenPipe(fault)) {
            return fault.code().exit(); // whoever read has seen enough, as under head
        }
        say("bursar: " + fault.getMessage());
        if (!fault.hint().isEmpty()) {
            say("  " + fault.hint());
        }
        if (wantsJson()) {
            return printed(fault);
        }
        return fault.code().exit();
    }

    private Exit printed(Fault fault) {
        Map<String, String> error = new LinkedHashMap<>();
        error.put("code", fault.code().word());
        error.put("message", fault.getMessage());
        error.put("hint", fault.hint());
        try {
            invocation.output().writeJson(Map.of("error", error));
            return fault.code().exit();
        } catch (Fault unwritable) {
            if (fault.code() == FaultCode.OUTPUT_FAILED) {
                return fault.code().exit(); // stdout it was that failed, as said
            }
            say("bursar: " + unwritable.getMessage());
            return unwritable.code().exit();
        }
    }

    /** What was typed or stored comes back in messages, and must not reach the terminal as control characters. */
    private void say(String text) {
        invocation.err().println(TableText.harmlessLines(text));
    }

    private static Fault faultOf(Throwable problem) {
        return switch (problem) {
            case Fault fault -> fault;
            case UnmatchedArgumentException unknown -> unknown(unknown);
            case ParameterException usage -> usage(usage);
            default -> SqlFaults.find(problem).orElseGet(() -> defect(problem));
        };
    }

    /** What is wrong with a command line, in one sentence. */
    static String inWords(ParameterException problem) {
        Fault fault = problem instanceof UnmatchedArgumentException unknown ? unknown(unknown) : usage(problem);
        return fault.getMessage() + (fault.hint().startsWith("Did you mean") ? "; " + fault.hint() : "");
    }

    private static Fault unknown(UnmatchedArgumentException error) {
        String what = error.getUnmatched().getFirst();
        CommandSpec spec = error.getCommandLine().getCommandSpec();
        String command = spec.qualifiedName();
        Collection<String> known = error.isUnknownOption()
                ? spec.optionsMap().keySet()
                : spec.subcommands().keySet();
        return Fault.usage(
                FaultCode.USAGE,
                (error.isUnknownOption() ? "unknown option '" : "'" + command + "' does not take '") + what + "'",
                Spelling.closest(what, known)
                        .map(word -> "Did you mean " + word + "?")
                        .orElse("'" + command + " --help' lists what there is."),
                error);
    }

    private static Fault usage(ParameterException error) {
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        String message = error.getMessage() == null
                ? "the command is incomplete"
                : error.getMessage().replaceFirst("is not an? (long|int)$", "is no whole number");
        return Fault.usage(FaultCode.USAGE, message, "'" + command + " --help' says how to call it.", error);
    }

    private static Fault defect(Throwable problem) {
        return Fault.failed(
                FaultCode.DEFECT,
                "this should not have happened: " + problem,
                "What was not committed is undone. Run it again with --debug and report what it prints.",
                problem);
    }

    private static boolean isBrokenPipe(Fault fault) {
        return fault.code() == FaultCode.OUTPUT_FAILED
                && fault.getCause() != null
                && String.valueOf(fault.getCause().getMessage()).contains("Broken pipe");
    }

    /** Asked of the arguments, since they may be what is wrong. */
    private boolean wantsJson() {
        String all = " " + String.join(" ", arguments).toLowerCase(Locale.ROOT) + " ";
        return all.matches("(?s).* (-o ?=?json|--output[= ]json) .*");
    }
}
