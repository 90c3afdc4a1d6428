package dev.bursar.serve;

import dev.bursar.schedule.Schedules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What a node goes by, in one value: nodes of which it differs do not agree on what is due. */
final class Manifests {
    private Manifests() {}

    /** SHA-256 over every job's manifest and the cron expression that is in force for it, in hex. */
    static String hash(Schedules schedules) {
        String all = schedules.all().stream()
                .map(job -> job.job() + " " + job.file().sha256() + " "
                        + job.schedule().cron())
                .sorted()
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
