package dev.bursar.backfill;

import dev.bursar.intake.Sha256;
import dev.bursar.run.RunParameters;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what was read in {@code backfill_source}. */
final class SourceRow {
    private SourceRow() {}

    /** The id of what a run reads, once it was read. */
    static Optional<Integer> find(JdbcClient client, RunParameters parameters) {
        return client.sql(Backfill.statement("find-source"))
                .param("sha256", parameters.value("sha256"))
                .param("mapping_sha256", mappingSha256(parameters.value("mapping")))
                .param("seam_asked", parameters.value("asOf"))
                .query(Integer.class)
                .optional();
    }

    /** What identifies a mapping. */
    static String mappingSha256(String text) {
        return Sha256.of(text);
    }
}
