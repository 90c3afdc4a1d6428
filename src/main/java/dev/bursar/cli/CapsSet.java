package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.guardrails.Caps;
import dev.bursar.money.Millicredits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a user caps of their own. */
@Command(
        name = "set",
        description = {
            "Give a user caps of their own for an action, from now on. Needs --reason.",
            "What is not named stays as it is now, be it the catalogue's; 'none' lifts a cap, 0 lets nothing through."
        })
final class CapsSet implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Mixin
    private final Writing writing = new Writing();

    @Option(names = "--action", paramLabel = "A", required = true, description = "As in bursar catalogue show.")
    private String action = "";

    @Option(names = "--request", paramLabel = "N", description = "The most credits for one request.")
    private @Nullable String request;

    @Option(names = "--session", paramLabel = "N", description = "The most credits within 60 minutes.")
    private @Nullable String session;

    @Option(names = "--day", paramLabel = "N", description = "The most credits within a day of UTC.")
    private @Nullable String day;

    CapsSet(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = Writing.requireReason(invocation);
        Caps.Wish perRequest = wish(request);
        Caps.Wish perSession = wish(session);
        Caps.Wish perDay = wish(day);
        if (perRequest == null && perSession == null && perDay == null) {
            throw Fault.usage(
                    FaultCode.USAGE,
                    "no cap was named; nothing was changed",
                    "Give --request, --session, --day, or some of them: a number of credits, or none.");
        }
        Caps.Change change = writing.run(
                invocation, client -> new Caps(client).set(user.id, action, perRequest, perSession, perDay, reason));
        writing.answer(
                invocation,
                object(user.id, action, change),
                (change.happened() ? user.id + " may" : "Nothing was changed: " + user.id + " may") + " be charged for "
                        + action + ": " + words(change.after()) + " (before: " + words(change.before()) + ").",
                "bursar caps clear " + user.id + " --action " + action
                        + " --reason … lets the catalogue's hold again.");
        return Exit.DONE;
    }

    private static Caps.@Nullable Wish wish(@Nullable String text) {
        return text == null
                ? null
                : new Caps.Wish(
                        text.equals("none")
                                ? Optional.empty()
                                : Optional.of(Amounts.parseFromZero(text).value()));
    }

    /** A change for programs: what holds after it. */
    static Map<String, @Nullable Object> object(String user, String action, Caps.Change change) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("user", user);
        answer.put("action", action);
        answer.put("requestMillicredits", change.after().request());
        answer.put("sessionMillicredits", change.after().session());
        answer.put("dayMillicredits", change.after().day());
        answer.put("own", change.after().own());
        answer.put("changed", change.happened());
        return answer;
    }

    /** Caps in words: {@code 50 credits a request, any number in 60 minutes, 500 credits a day}. */
    static String words(Caps.InForce caps) {
        return amount(caps.request()) + " a request, " + amount(caps.session()) + " in 60 minutes, "
                + amount(caps.day()) + " a day";
    }

    private static String amount(@Nullable Long millicredits) {
        return millicredits == null
                ? "any number"
                : Amounts.counted(Millicredits.of(millicredits).toString());
    }
}
