package dev.bursar.database.backup;

import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was found in a restored database.
 *
 * @param schemaVersion the same as in the manifest
 * @param totals within those of the manifest
 * @param isExact whether nobody wrote at the end of the backup, so that the totals are its very own
 * @param broken how many rows break each invariant that is broken, by its name; empty on a clean ledger
 */
public record Verification(String schemaVersion, Totals totals, boolean isExact, Map<String, Long> broken) {
    private static final int INVARIANTS = 10;

    /** Looks; throws a fault of exit 1 if this is not the ledger that the manifest describes. */
    static Verification of(Database database, Manifest manifest, String stateLeft) {
        String version = database.schemaVersion();
        if (!version.equals(manifest.schemaVersion())) {
            throw another("the schema's version is " + version + ", not " + manifest.schemaVersion(), stateLeft);
        }
        JdbcClient client = database.client();
        Totals totals = Totals.read(client);
        if (!totals.liesBetween(manifest.earliest(), manifest.latest())) {
            throw another("it has " + totals + ", the backup had " + manifest.latest(), stateLeft);
        }
        return new Verification(
                version, totals, manifest.earliest().equals(manifest.latest()), brokenInvariants(client));
    }

    private static Map<String, Long> brokenInvariants(JdbcClient client) {
        Map<String, Long> broken = new LinkedHashMap<>();
        IntStream.rangeClosed(1, INVARIANTS).forEach(number -> {
            long rows = client.sql("SELECT count(*) FROM bursar.invariant_i" + number)
                    .query(Long.class)
                    .single();
            if (rows > 0) {
                broken.put("I" + number, rows);
            }
        });
        return broken;
    }

    /** For people: which invariants are broken, and by how many rows. */
    public String brokenInWords() {
        return broken.entrySet().stream()
                .map(invariant -> invariant.getKey() + " by " + invariant.getValue()
                        + (invariant.getValue() == 1 ? " row" : " rows"))
                .collect(Collectors.joining(", "));
    }

    private static Fault another(String difference, String stateLeft) {
        return Fault.failed(
                FaultCode.RESTORE_FAILED,
                "what was restored is not the ledger of the backup: " + difference + "; " + stateLeft,
                "Take another copy of the backup, or another backup, and keep this one for whoever looks into it.");
    }
}
