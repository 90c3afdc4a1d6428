package dev.bursar.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where jobs write files: {@code out/<job>/<interval>/} under {@code BURSAR_HOME}. A job finds it among the beans of its run.
 *
 * @param home {@code BURSAR_HOME}
 */
public record OutFolder(Path home) {
    private static final int LONGEST = 200;
    private static final int KEPT = 150;
    private static final int HASH = 12;

    /**
     * The folder of a run: one for each job and interval, so a repeated run writes the same files again. Runs of some users, and
     * dry runs, have folders beside it: what they leave must not take the place of what the run of everybody has left.
     */
    public Path of(RunRequest request) {
        RunIdentity identity = request.identity();
        String users = identity.scope().equals(Scope.ALL)
                ? ""
                : "~users-" + Scope.sha256(identity.scope()).substring(0, HASH);
        return home.resolve("out")
                .resolve(identity.job())
                .resolve(safe(identity.businessFor()) + users + (request.dryRun() ? "~dry-run" : ""));
    }

    /**
     * A text as part of a file's name: {@code [A-Za-z0-9_.-]} stand for themselves, but for a dot at the beginning; every other
     * byte of its UTF-8 becomes {@code %XX}, so that no two texts make the same name. What would be longer than file systems
     * allow is cut off, and a hash of the whole stands after {@code ~}.
     */
    public static String safe(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean stands =
                    c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || (c == '.' && !name.isEmpty()));
            name.append(stands ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        if (name.length() <= LONGEST) {
            return name.toString();
        }
        int lastEscape = name.lastIndexOf("%", KEPT);
        int end = lastEscape > KEPT - 3 ? lastEscape : KEPT; // no half of a %XX
        return name.substring(0, end) + '~' + Scope.sha256(text).substring(0, HASH);
    }
}
