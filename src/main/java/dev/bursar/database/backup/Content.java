package dev.bursar.database.backup;

import java.time.Instant;
import java.util.List;

/**
 * What was written for a backup: the part of its manifest that depends on how it was made.
 *
 * @param tool the major version that must read it
 * @param startLsn where recovery begins; empty for a dump
 * @param endLsn the moment that is restored; empty for a dump
 * @param takenAt by the server's clock, when everything was there
 */
record Content(
        Manifest.Kind kind,
        int tool,
        String startLsn,
        String endLsn,
        Instant takenAt,
        Totals earliest,
        Totals latest,
        List<String> folders,
        List<StoredFile> files) {}
