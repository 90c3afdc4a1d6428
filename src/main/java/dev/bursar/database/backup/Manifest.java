package dev.bursar.database.backup;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says of itself, in {@code manifest.json} beside its files. It is written last.
 *
 * @param kind how the backup was made, and so how it is brought back
 * @param takenAt when the copy was complete, by the server's clock
 * @param bursar the version that made it
 * @param postgres the server's version, such as {@code 18.6}
 * @param tool the major version that must read it: the server's for a copy of its files, pg_dump's for a dump
 * @param machine on which kind of machine the server's files were written; files of another cannot be read
 * @param systemIdentifier of the server
 * @param schemaVersion the newest applied migration, such as {@code 0014}
 * @param startLsn where recovery begins; empty for a dump
 * @param endLsn the moment that is restored; empty for a dump
 * @param earliest the ledger just before the moment that is restored
 * @param latest the ledger just after it; the same as {@code earliest} where nobody wrote meanwhile
 * @param grants statements that give bursar's roles to the logins that had them
 * @param folders of the server, also the empty ones
 * @param files with their fingerprints
 */
public record Manifest(
        Kind kind,
        Instant takenAt,
        String bursar,
        String postgres,
        int tool,
        String machine,
        String systemIdentifier,
        String schemaVersion,
        String startLsn,
        String endLsn,
        Totals earliest,
        Totals latest,
        List<String> grants,
        List<String> folders,
        List<StoredFile> files) {
    /** Its name in the backup's folder. */
    static final String NAME = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** How a backup was made. */
    public enum Kind {
        /** The embedded server's own files, with the WAL that makes them consistent. */
        SERVER_FILES,
        /** A dump of the schema bursar, in pg_dump's custom format. */
        DUMP;

        /** As in the manifest and in messages: {@code server-files}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** All files together. */
    public long bytes() {
        return files.stream().mapToLong(StoredFile::bytes).sum();
    }

    /** A size for people: {@code 1,234 MB}, never less than one. */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", Math.max(1, (bytes + (1 << 19)) >> 20));
    }

    /** This machine's kind: {@code linux amd64}. */
    static String thisMachine() {
        return (System.getProperty("os.name") + " " + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
    }

    void write(Path folder) throws IOException {
        FileCopy.write(folder.resolve(NAME), JSON.writeValueAsBytes(this));
    }

    /** Reads a backup's manifest; throws a fault of exit 2 where there is no folder, and of exit 4 where it is no whole backup. */
    static Manifest read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    folder + (Files.exists(folder) ? " is no folder" : " does not exist") + "; nothing was restored",
                    "Give the folder that db backup made.");
        }
        Path file = folder.resolve(NAME);
        try {
            Manifest manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
            if (manifest.isComplete()) {
                return manifest;
            }
            throw damaged(file, "it lacks something", null);
        } catch (JacksonException e) {
            throw damaged(file, "it is no manifest of a backup", e);
        } catch (IOException e) {
            throw Files.exists(file)
                    ? damaged(file, "it cannot be read", e)
                    : Fault.refused(
                            FaultCode.BACKUP_DAMAGED,
                            folder + " is no whole backup: " + NAME + " is missing; nothing was restored",
                            "It was interrupted, or it is another folder: take another backup.",
                            e);
        }
    }

    private static Fault damaged(Path file, String problem, @Nullable Exception cause) {
        return Fault.of(
                FaultCode.BACKUP_DAMAGED,
                file + " is damaged: " + problem + "; nothing was restored",
                "Take another backup, or another copy of this one.",
                cause);
    }

    /** JSON that lacks a field reads as null. */
    private boolean isComplete() {
        return Stream.of(
                                kind,
                                takenAt,
                                bursar,
                                postgres,
                                machine,
                                systemIdentifier,
                                schemaVersion,
                                startLsn,
                                endLsn,
                                earliest,
                                latest,
                                grants,
                                folders,
                                files)
                        .allMatch(value -> value != null)
                && !files.isEmpty();
    }
}
