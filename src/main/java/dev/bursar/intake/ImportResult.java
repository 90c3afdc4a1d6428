package dev.bursar.intake;

import java.nio.file.Path;
import java.util.List;

/**
 * What an import did.
 *
 * @param kind what was imported: {@code customers}
 * @param file its name without the folder
 * @param sha256 of the file, in hex
 * @param read rows of the file
 * @param written rows that changed something
 * @param skipped rows that changed nothing: loaded before, or repeated in the file
 * @param rejected rows that were refused
 * @param files the reject file, if there is one
 * @param dryRun whether everything was rolled back (the reject file stays)
 */
public record ImportResult(
        String kind,
        String file,
        String sha256,
        long read,
        long written,
        long skipped,
        long rejected,
        List<Path> files,
        boolean dryRun) {}
