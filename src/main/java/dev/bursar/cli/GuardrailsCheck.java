package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.guardrails.SpendingReviews;
import dev.bursar.guardrails.SpendingReviews.Look;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One look at everybody's spending. */
@Command(
        name = "check",
        description = {
            "Look at what everybody was charged today and yesterday (UTC): put up for review, or freeze, who stands out.",
            "bursar serve does it every minute for whoever was charged; this is for cron, where no node runs.",
            "Exit 3 if anybody is up for review."
        })
final class GuardrailsCheck implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    GuardrailsCheck(Invocation invocation) {
        this.invocation = invocation;
    }

    private record Found(Look look, long open) {}

    @Override
    public Exit call() {
        Found found = writing.run(invocation, client -> {
            SpendingReviews reviews = new SpendingReviews(client);
            Look look = reviews.check();
            return new Found(look, reviews.open());
        });
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("accounts", found.look().accounts());
        answer.put("opened", found.look().opened());
        answer.put("frozen", found.look().frozen());
        answer.put("open", found.open());
        writing.answer(
                invocation,
                answer,
                "Looked at " + found.look().accounts() + " accounts: "
                        + found.look().opened()
                        + " put up for review, " + found.look().frozen() + " users frozen; " + found.open()
                        + " reviews are open.",
                found.open() == 0 ? "nothing; nobody stands out." : "bursar guardrails reviews shows them.");
        return found.open() == 0 ? Exit.DONE : Exit.ANSWER_IS_NO;
    }
}
