package dev.bursar.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where jobs write files: {@code out/<job>/<interval>/} under {@code BURSAR_HOME}. A job finds it among the beans of its run.
 *
 * @param home {@code BURSAR_HOME}
 */
public record OutFolder(Path home) {
    /** The folder of a run: one for each job and interval, so a repeated run writes the same files again. */
    public Path of(RunIdentity identity) {
        return home.resolve("out").resolve(identity.job()).resolve(safe(identity.businessFor()));
    }

    /**
     * A text as part of a file's name: {@code [A-Za-z0-9_.-]} stand for themselves, but for a dot at the beginning; every other
     * byte of its UTF-8 becomes {@code %XX}, so that no two texts make the same name.
     */
    public static String safe(String text) {
        StringBuilder name = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean stands =
                    c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || (c == '.' && !name.isEmpty()));
            name.append(stands ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return name.toString();
    }
}
