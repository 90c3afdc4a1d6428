package dev.bursar.cli;

import dev.bursar.customers.KnownUsers;
import dev.bursar.fault.Exit;
import dev.bursar.flags.Rollout;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What becomes of a user's charges, and why. */
@Command(
        name = "explain",
        description = {
            "What becomes of a user's charges of each credit type now, and which flag decides it.",
            "rolloutPlace is the user's place from 0 to 100: let in once the rollout's percentage is above it."
        })
final class FlagsExplain implements Callable<Exit> {
    private final Invocation invocation;

    @Mixin
    private final UserParameter user = new UserParameter();

    FlagsExplain(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        JdbcClient client = invocation.database().client();
        KnownUsers.require(List.of(user.id), client);
        Rows rows = Rows.of(new Rollout(client).ofUser(user.id));
        Output output = invocation.output();
        output.print(
                output.isForPeople() ? rows.only("creditType", "mode", "decidedBy", "flagValue", "rolloutPlace") : rows,
                "There are no credit types: bursar catalogue apply FILE.");
        return Exit.DONE;
    }
}
