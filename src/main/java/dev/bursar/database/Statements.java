package dev.bursar.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SQL that is packaged with bursar, one statement a file. */
public final class Statements {
    private static final Map<String, String> READ = new ConcurrentHashMap<>();

    private Statements() {}

    /**
     * The text of a packaged file.
     *
     * @param path from the root of the checkout, such as {@code jobs/allocation/open-range.sql}, or below {@code src/main/resources}
     * @return its text; throws {@link IllegalArgumentException} if bursar was packaged without it, which is a defect
     */
    public static String read(String path) {
        return READ.computeIfAbsent(path, Statements::load);
    }

    private static String load(String path) {
        try (InputStream in = Statements.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException(path + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
