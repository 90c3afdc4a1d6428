package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.ChargeRequest;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One charge, as the host would make it. */
@Command(
        name = "charge",
        description = {
            "Charge a user for an action, as the host application would.",
            "Exit 3 if the answer is no: insufficient, capped or frozen."
        })
final class ChargeCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            required = true,
            description = "What the catalogue has a price for.")
    private String action = "";

    @Option(names = "--quantity", paramLabel = "N", description = "How many units of the price; 1 if not given.")
    private @Nullable Long quantity;

    @Option(names = "--model", paramLabel = "MODEL", description = "For prices per token.")
    private @Nullable String model;

    @Option(names = "--input-tokens", paramLabel = "N", description = "For prices per token.")
    private @Nullable Long inputTokens;

    @Option(names = "--output-tokens", paramLabel = "N", description = "For prices per token.")
    private @Nullable Long outputTokens;

    @Option(names = "--items", paramLabel = "N", description = "How many items a batch has; 1 if not given.")
    private @Nullable Integer items;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "Takes effect once; a repeat gets the first answer.")
    private String key = "";

    ChargeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        ChargeRequest request =
                new ChargeRequest(user.id, action, quantity, model, inputTokens, outputTokens, items, key);
        Map<String, Object> answer = Writing.object(writing.run(invocation, request::send));
        String status = String.valueOf(answer.get("status"));
        switch (status) {
            case "charged" ->
                writing.answer(
                        invocation,
                        answer,
                        "Charged " + Amounts.counted(Amounts.credits(answer, "chargedMillicredits")) + "; "
                                + Amounts.credits(answer, "balanceMillicredits") + " are left.",
                        "bursar refund " + user.id + " --key " + key + " --reason R takes it back.");
            case "insufficient" ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: it costs " + Amounts.counted(Amounts.grouped(answer, "requiredCredits"))
                                + ", and "
                                + Amounts.grouped(answer, "currentCredits") + " can be spent.",
                        "bursar lots " + user.id + " shows what there is.");
            case "frozen" ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: the user is frozen (" + answer.get("reason") + ").",
                        "bursar unfreeze " + user.id + " lets the user spend again.");
            case "capped" ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: it costs " + Amounts.grouped(answer, "requiredCredits")
                                + " credits, and the cap per "
                                + answer.get("cap") + " is " + Amounts.grouped(answer, "capCredits") + ", of which "
                                + Amounts.grouped(answer, "usedCredits") + " are used.",
                        "bursar catalogue show has the caps of every action.");
            case "shadow" ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: shadow billing runs, and the user is on no allowlist; the request is recorded.",
                        "bursar flags list shows what is switched on.");
            case "legacy" ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: the user is not let in yet, so the legacy system is to charge.",
                        "bursar flags list shows the rollout.");
            default ->
                writing.answer(
                        invocation,
                        answer,
                        "Not charged: " + status + ".",
                        "bursar flags list shows what is switched on.");
        }
        return switch (status) {
            case "insufficient", "capped", "frozen" -> Exit.ANSWER_IS_NO;
            default -> Exit.DONE;
        };
    }
}
