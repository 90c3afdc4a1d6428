package dev.bursar.cli;

import picocli.CommandLine.Command;

/** The watch over users' spending. */
@Command(
        name = "guardrails",
        description = {
            "Users who are charged far more in a day than usual: check, reviews, resolve; and history of freezes.",
            "Flags guardrail_review_factor and guardrail_freeze_factor say how much is far more."
        },
        subcommands = {GuardrailsCheck.class, GuardrailsReviews.class, GuardrailsResolve.class, GuardrailsHistory.class
        })
final class GuardrailsCommands {}
