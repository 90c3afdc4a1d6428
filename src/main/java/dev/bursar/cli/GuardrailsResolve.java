package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.SpendingReviews;
import dev.bursar.guardrails.SpendingReviews.Resolved;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a review. */
@Command(
        name = "resolve",
        description = {
            "Say that you have looked at a review, and what you found. Needs --reason.",
            "What was charged so far passes; what comes on top of it may be put up again. Who is frozen stays frozen."
        })
final class GuardrailsResolve implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Parameters(index = "0", paramLabel = "ID", description = "The review's number, as in bursar guardrails reviews.")
    private long review;

    GuardrailsResolve(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Resolved resolved = writing.run(invocation, client -> new SpendingReviews(client).resolve(review, reason));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("review", resolved.review());
        answer.put("user", resolved.user());
        answer.put("creditType", resolved.creditType());
        answer.put("day", resolved.day());
        answer.put("frozen", resolved.isFrozen());
        writing.answer(
                invocation,
                answer,
                "Resolved review " + review + " of " + resolved.user() + ", " + resolved.creditType() + " on "
                        + resolved.day() + "." + (resolved.isFrozen() ? " The user is still frozen." : ""),
                resolved.isFrozen()
                        ? "bursar unfreeze " + resolved.user() + " --reason … lets the user spend again."
                        : "bursar guardrails reviews shows what is left.");
        return Exit.DONE;
    }
}
