package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.flags.FlagLists;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes users off a list. */
@Command(name = "remove", description = "Take users off a list, such as billing_allowlist; the others stay on it.")
final class FlagsRemove implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final Writing writing = new Writing();

    @Mixin
    private final FlagPart part = new FlagPart();

    @Parameters(index = "0", paramLabel = "FLAG", description = "A list, as in bursar flags list.")
    private String flag = "";

    @Parameters(
            index = "1",
            arity = "1..*",
            paramLabel = "USER",
            description = "Names that are on it: ada ben, or ada,ben.")
    private List<String> users = List.of();

    FlagsRemove(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        List<String> names = FlagListAnswer.names(users);
        FlagLists.Change change =
                writing.run(invocation, client -> new FlagLists(client).remove(flag, names, part.name, reason));
        FlagListAnswer.print(invocation, writing, change, "taken off it", "not on it");
        return Exit.DONE;
    }
}
