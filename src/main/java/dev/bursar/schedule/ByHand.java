package dev.bursar.schedule;

import dev.bursar.database.Statements;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Manifests of jobs that an operator starts, and nobody else: {@code schedule: by-hand}. They say no more than which job it is and
 * what its runbook is; their runs are never purged.
 */
final class ByHand {
    private static final String WORD = "by-hand";
    private static final Pattern RUNBOOK = Pattern.compile("runbooks/[a-z0-9-]+\\.md");

    private ByHand() {}

    /** Whether a packaged manifest is one; throws a fault of code {@code invalid-manifest} if it is, and says more or less. */
    static boolean is(String file) {
        String text = Statements.read(file);
        Complaints unheard = new Complaints(file, ManifestFile.KIND);
        var node = new Fields(YamlText.parse(file, text, ManifestFile.KIND), "", unheard, ManifestReader.keys())
                .node("schedule");
        if (!(node instanceof ScalarNode word && word.getValue().equals(WORD))) {
            return false;
        }
        Complaints complaints = new Complaints(file, ManifestFile.KIND);
        Fields root =
                new Fields(YamlText.parse(file, text, ManifestFile.KIND), "", complaints, "job", "runbook", "schedule");
        var _ = Scalars.code(root, "job");
        root.required("runbook");
        String runbook = Scalars.text(root, "runbook", RUNBOOK, "must be a file such as runbooks/allocation.md");
        if (runbook != null && ByHand.class.getClassLoader().getResource(runbook) == null) {
            root.complain("runbook", "must be there, but bursar has no " + runbook);
        }
        Scalars.choice(root, "schedule", WORD, List.of(WORD));
        complaints.refuse();
        return true;
    }
}
