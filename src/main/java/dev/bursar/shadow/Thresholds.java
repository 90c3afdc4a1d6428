package dev.bursar.shadow;

import dev.bursar.database.Statements;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;

/**
 * What go means, as {@code jobs/shadow/job.yaml} says.
 *
 * @param shadowVariance amounts that differ, of what was charged for the requests compared; 0.0001 is 0.01 %
 * @param legacyVariance consumption that differs from the legacy system's, of its own
 * @param differing requests that differ, of those compared
 * @param rejected rows of the legacy source that cannot be read, of all
 * @param late how far beyond the interval a counterpart is looked for
 * @param keepSourcesDays how long rows of legacy files are kept, in days
 */
record Thresholds(
        BigDecimal shadowVariance,
        BigDecimal legacyVariance,
        BigDecimal differing,
        BigDecimal rejected,
        Duration late,
        int keepSourcesDays) {
    private static final String FILE = "jobs/shadow/job.yaml";
    private static final FileKind KIND = new FileKind(
            "manifest", "thresholds", FaultCode.INVALID_MANIFEST, "Mend the thresholds and repeat the command.");
    private static final Range PERCENT = Range.of(0, 100);

    /** Those that are packaged; throws a fault of code {@code invalid-manifest} that lists what is wrong with them. */
    static Thresholds packaged() {
        return read(FILE, Statements.read(FILE));
    }

    static Thresholds read(String file, String text) {
        Complaints whole = new Complaints(file, KIND); // what is beside the thresholds is the schedule's to judge
        Complaints complaints = new Complaints(file, KIND);
        Fields root = new Fields(YamlText.parse(file, text, KIND), "", whole, "thresholds");
        Fields fields = new Fields(
                Objects.requireNonNull(root.required("thresholds")),
                "thresholds",
                complaints,
                "shadow-variance-percent",
                "legacy-variance-percent",
                "differing-percent",
                "rejected-percent",
                "late-hours",
                "keep-sources-days");
        Thresholds thresholds = new Thresholds(
                share(fields, "shadow-variance-percent"),
                share(fields, "legacy-variance-percent"),
                share(fields, "differing-percent"),
                share(fields, "rejected-percent"),
                Duration.ofHours(Scalars.whole(fields, "late-hours", 24, Range.of(0, 744))),
                (int) Scalars.whole(fields, "keep-sources-days", 35, Range.of(1, 3_660)));
        complaints.refuse();
        return thresholds;
    }

    private static BigDecimal share(Fields fields, String key) {
        fields.required(key);
        return Scalars.decimal(fields, key, BigDecimal.ZERO, PERCENT).movePointLeft(2);
    }
}
