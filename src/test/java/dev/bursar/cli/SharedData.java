package dev.bursar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Data sets too large or too foreign for the checkout: under {@code BURSAR_TEST_DATA}, else in a folder {@code shared/data}
 * beside the checkout or above it. A test that needs one is skipped where it is absent.
 */
public final class SharedData {
    private SharedData() {}

    /** The file; skips the calling test, and says why, where it is absent. */
    public static Path require(String relative) {
        String told = System.getenv("BURSAR_TEST_DATA");
        if (told != null && Files.exists(Path.of(told, relative))) {
            return Path.of(told, relative);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve("shared/data").resolve(relative);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return Assumptions.abort(
                "shared/data/" + relative + " is not on this machine; set BURSAR_TEST_DATA to its folder");
    }
}
