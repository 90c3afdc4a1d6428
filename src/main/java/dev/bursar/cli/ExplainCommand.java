package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.ledger.Explain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why a user's numbers were what they were. */
@Command(
        name = "explain",
        description = {
            "Which lots, rule and price version made a user's numbers at an instant.",
            "-o json has everything, one object per credit type; -o csv the lots."
        })
final class ExplainCommand implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    @Option(names = "--at", paramLabel = "INSTANT", description = "When; now if not given.")
    private @Nullable Instant at;

    @Option(names = "--credit-type", paramLabel = "TYPE", description = "Only this credit type.")
    private @Nullable String creditType;

    ExplainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        Instant when = at == null ? invocation.settings().clock().now() : at;
        List<Explain> explained = Explain.of(invocation.database().client(), user.id, when).stream()
                .filter(one -> creditType == null || one.creditType().equals(creditType))
                .toList();
        Output output = invocation.output();
        switch (output.format()) {
            case TABLE -> tell(output, when, explained);
            case JSON ->
                output.writeJson(
                        explained.stream().map(one -> object(when, one)).toList());
            case CSV -> output.print(lots(explained), "");
        }
        return Exit.DONE;
    }

    private void tell(Output output, Instant when, List<Explain> explained) {
        if (explained.isEmpty()) {
            output.say(
                    "User " + user.id + " holds no credits of any type yet: nothing was bought, given or allocated.");
        }
        for (Explain one : explained) {
            ExplainSentences.of(user.id, when, one).forEach(output::say);
            output.say("");
            output.say("Lots, in the order in which they are consumed (priority, then expiry, then number):");
            output.print(
                    Rows.of(one.lots())
                            .only(
                                    "consumptionOrder",
                                    "lot",
                                    "source",
                                    "grantedMillicredits",
                                    "consumedMillicredits",
                                    "expiredMillicredits",
                                    "correctedMillicredits",
                                    "remainingMillicredits",
                                    "priority",
                                    "carried",
                                    "effectiveAt",
                                    "expiresAt",
                                    "referenceId",
                                    "reason"),
                    "none");
            output.say("");
            output.say("What happened (lot:millicredits is what an entry did to each lot):");
            output.print(
                    Rows.of(one.entries())
                            .only(
                                    "id",
                                    "occurredAt",
                                    "type",
                                    "amountMillicredits",
                                    "balanceAfterMillicredits",
                                    "why",
                                    "movedLots",
                                    "idempotencyKey",
                                    "reason"),
                    "nothing");
            output.say("");
            output.say("Prices then:");
            output.print(Rows.of(one.prices()), "no action is paid in " + one.creditType());
            output.say("");
        }
    }

    private Map<String, @Nullable Object> object(Instant when, Explain one) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("user", user.id);
        object.put("creditType", one.creditType());
        object.put("at", when);
        object.put("balanceMillicredits", one.balanceMillicredits());
        object.put("spendableMillicredits", one.spendableMillicredits());
        object.put("subscription", first(Rows.of(one.subscription())));
        object.put("catalogue", first(Rows.of(one.catalogue())));
        object.put("period", first(Rows.of(one.period())));
        object.put("lots", Rows.of(one.lots()).objects());
        object.put("entries", Rows.of(one.entries()).objects());
        object.put("prices", Rows.of(one.prices()).objects());
        object.put("why", ExplainSentences.of(user.id, when, one));
        return object;
    }

    private static @Nullable Map<String, @Nullable Object> first(Rows rows) {
        return rows.objects().stream().findFirst().orElse(null);
    }

    /** All lots in one list, the credit type before them. */
    private static Rows lots(List<Explain> explained) {
        List<String> columns = new ArrayList<>(List.of("creditType"));
        List<List<@Nullable Object>> lines = new ArrayList<>();
        for (Explain one : explained) {
            Rows lots = Rows.of(one.lots());
            if (columns.size() == 1) {
                columns.addAll(lots.columns());
            }
            for (List<@Nullable Object> lot : lots.lines()) {
                List<@Nullable Object> line = new ArrayList<>();
                line.add(one.creditType());
                line.addAll(lot);
                lines.add(line);
            }
        }
        return new Rows(columns, lines);
    }
}
