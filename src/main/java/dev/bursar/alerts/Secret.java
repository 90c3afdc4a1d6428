package dev.bursar.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an address or key stands that may be seen by nobody: the alert file only says where. It is read anew for each message, so
 * that a file may be replaced while a node runs.
 *
 * @param kind in what it stands
 * @param name the variable, or the file's path
 */
record Secret(Kind kind, String name) {
    private static final int MOST_BYTES = 8_192;

    /** In what a secret can stand. */
    enum Kind {
        ENVIRONMENT,
        FILE
    }

    /** The secret without the white space around it; empty if there is none, or no file that can be read. */
    Optional<String> read(Map<String, String> environment) {
        String text = kind == Kind.ENVIRONMENT ? environment.getOrDefault(name, "") : content();
        return Optional.of(text.strip()).filter(secret -> !secret.isEmpty());
    }

    private String content() {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // said by whoever reads the alert file, with line and field
        }
    }
}
