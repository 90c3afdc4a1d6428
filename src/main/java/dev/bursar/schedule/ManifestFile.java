package dev.bursar.schedule;

import dev.bursar.database.Statements;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.JobSpec;
import dev.bursar.run.Jobs;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A manifest with the file that it was read from.
 *
 * @param name as an operator would look for it
 * @param sha256 of its bytes, in hex
 */
public record ManifestFile(String name, Manifest manifest, String sha256) {
    static final FileKind KIND = new FileKind(
            "manifest",
            "job, schedule and interval",
            FaultCode.INVALID_MANIFEST,
            "Mend the file and check it again with 'bursar schedule check'.");

    /**
     * Reads and checks a file.
     *
     * @return it; throws a fault of code {@code unreadable-file} if there is no such text file of up to 1 MiB, and of code
     *     {@code invalid-manifest} with every fault found in it (the first 20 of them) by line and field
     */
    public static ManifestFile read(Path file) {
        return of(file.toString(), TextFile.bytes(file, KIND));
    }

    /**
     * The manifest of a job, as it is packaged; throws a fault of code {@code unknown-job} if there is no such job, or it has no
     * schedule.
     */
    public static ManifestFile ofJob(String job) {
        String name = nameOf(Jobs.find(job).name());
        if (ByHand.is(name)) {
            throw Fault.usage(
                    FaultCode.UNKNOWN_JOB,
                    job + " has no schedule: it is started by hand",
                    "See 'bursar " + job + " run --help'.");
        }
        return of(name, Statements.read(name).getBytes(StandardCharsets.UTF_8));
    }

    /** The manifests of all jobs that have a schedule, by name. */
    public static List<ManifestFile> all() {
        return Jobs.all().stream()
                .map(JobSpec::name)
                .filter(job -> !ByHand.is(nameOf(job)))
                .map(ManifestFile::ofJob)
                .toList();
    }

    private static String nameOf(String job) {
        return "jobs/" + job + "/job.yaml";
    }

    private static ManifestFile of(String name, byte[] bytes) {
        Manifest manifest = ManifestReader.read(name, TextFile.decoded(name, bytes, KIND));
        return new ManifestFile(name, manifest, sha256(bytes));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
