package dev.bursar.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** Which commands may stand in a runbook, and which of them only look. */
final class RunbookCommandKinds {
    /** Commands that change nothing, whatever their options. */
    private static final Set<String> READING = Set.of(
            "balance",
            "ledger",
            "lots",
            "explain",
            "doctor",
            "db status",
            "catalogue show",
            "catalogue diff",
            "catalogue versions",
            "flags list",
            "flags explain",
            "flags members",
            "flags history",
            "caps list",
            "caps history",
            "guardrails reviews",
            "guardrails history",
            "schedule list",
            "schedule next",
            "schedule check",
            "subscription show",
            "maintenance status",
            "maintenance history",
            "schedule history",
            "alerts rules",
            "reconciliation findings",
            "shadow verdicts",
            "backfill verify",
            "backfill kept",
            "alerts list",
            "alerts check",
            "runs list",
            "runs show",
            "runbook list",
            "runbook lint",
            "runbook show",
            "runbook journal");

    /** Commands that would wait for a person, never end, take the journal's database away, or print a password. */
    private static final Set<String> REFUSED = Set.of(
            "demo",
            "serve",
            "db stop",
            "db psql",
            "db url",
            "completion",
            "runbook run",
            "runbook resume",
            "runbook rollback");

    private RunbookCommandKinds() {}

    /**
     * Why a command may not stand where it stands.
     *
     * @param name its words without {@code bursar}
     */
    static Optional<String> mistake(String name, ParseResult parsed, boolean mustRead) {
        if (REFUSED.contains(name)) {
            return Optional.of("bursar " + name + " has no place in a runbook that is followed by bursar");
        }
        boolean reads = READING.contains(name) || name.endsWith(" plan") || isDryRun(parsed);
        return mustRead && !reads
                ? Optional.of(
                        "bursar " + name + " changes something, and a check may not; give it --dry-run, or write run")
                : Optional.empty();
    }

    /** Whether a command can do without any right to write; plans and dry runs write, and roll it back. */
    static boolean worksReadOnly(List<String> arguments) {
        return READING.stream().anyMatch(name -> {
            List<String> words = List.of(name.split(" "));
            return arguments.size() >= words.size()
                    && arguments.subList(0, words.size()).equals(words);
        });
    }

    private static boolean isDryRun(ParseResult parsed) {
        return parsed.hasMatchedOption("--dry-run");
    }
}
