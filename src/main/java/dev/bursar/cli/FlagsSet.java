package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.Flags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets a switch. */
@Command(
        name = "set",
        description = {
            "Set a switch from now on, for every command and the host.",
            "What was in force before stays on record."
        })
final class FlagsSet implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Mixin
    private final FlagPart part = new FlagPart();

    @Parameters(index = "0", paramLabel = "FLAG", description = "As in bursar flags list.")
    private String flag = "";

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = {
                "What the flag takes, as bursar flags list -o json says: true or false (also on, off, yes, no, 1, 0);",
                "a percentage, 0 to 100; a list, ada,ben, or '' for nobody; a factor, such as 2.5, or off; exact or ceil."
            })
    private String value = "";

    FlagsSet(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        Flags.Change change = writing.run(invocation, client -> new Flags(client).set(flag, value, part.name, reason));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flag", change.flag());
        answer.put("before", change.before());
        answer.put("value", change.written());
        answer.put("inForce", change.inForce());
        writing.answer(
                invocation,
                answer,
                change.flag() + " is " + change.written() + ", was " + change.before()
                        + (change.inForce().equals(change.written())
                                ? "."
                                : "; the environment stands above it, so " + change.inForce()
                                        + " stays in force here."),
                "bursar flags list shows them all.");
        return Exit.DONE;
    }
}
