package dev.bursar.cli;

import dev.bursar.customers.KnownUsers;
import dev.bursar.fault.Exit;
import dev.bursar.flags.FlagLists;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts users on a list. */
@Command(
        name = "add",
        description = {
            "Put users on a list, such as billing_allowlist; those who are on it stay.",
            "Of legacy_credit_types, credit types."
        })
final class FlagsAdd implements Callable<Exit> {
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
            description = "The host's own ids of users: ada ben, or ada,ben.")
    private List<String> users = List.of();

    FlagsAdd(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation.reason().orElse(null);
        List<String> names = FlagListAnswer.names(users);
        FlagLists.Change change = writing.run(invocation, client -> {
            if (!flag.equals("legacy_credit_types")) {
                KnownUsers.require(names, client);
            }
            return new FlagLists(client).add(flag, names, part.name, reason);
        });
        FlagListAnswer.print(invocation, writing, change, "put on it", "on it already");
        return Exit.DONE;
    }
}
