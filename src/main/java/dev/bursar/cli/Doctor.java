package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Looks at everything that bursar stands on. Changes and starts nothing. */
@Command(
        name = "doctor",
        description = {
            "What is well, what is not, and how to mend it.",
            "Looks at Java, disk, programs, database, clock, schema, schedules, runs, nodes, alerts, backups and settings.",
            "Changes and starts nothing.",
            "Exit 3 if something is wrong."
        })
final class Doctor implements Callable<Exit> {
    private final Invocation invocation;

    Doctor(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        List<DoctorFinding> findings = new ArrayList<>();
        findings.addAll(DoctorMachine.findings(invocation));
        findings.addAll(DoctorDatabase.findings(invocation));
        findings.addAll(DoctorSchedules.findings(invocation.settings()));
        findings.addAll(DoctorSettings.findings(invocation.settings()));
        invocation.output().print(Rows.of(DoctorFinding.class, findings), "");
        return findings.stream().anyMatch(finding -> finding.state() == DoctorFinding.State.WRONG)
                ? Exit.ANSWER_IS_NO
                : Exit.DONE;
    }
}
