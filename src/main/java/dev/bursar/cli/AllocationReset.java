package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.ledger.OperatorEntries;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Expires a user's open allowance and grants it anew. */
@Command(
        name = "reset",
        description = {"Expire the open period's allowance of a user and grant it anew.", "Needs --reason; audited."})
final class AllocationReset implements Callable<Exit> {
    private final Invocation invocation;

    @Parameters(paramLabel = "USER", description = "The host's id of the user.")
    private String user = "";

    AllocationReset(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String reason = invocation
                .reason()
                .orElseThrow(() ->
                        Fault.usage(FaultCode.USAGE, "a reset needs a reason", "Say why: --reason 'ticket 4711'."));
        String answer =
                invocation.database().inTransaction(client -> new OperatorEntries(client).resetAllowance(user, reason));
        invocation.output().writeJson(JsonMapper.shared().readTree(answer));
        return Exit.DONE;
    }
}
