package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** ada on pro and ben on free, with the shadow on since 2026-11-10, and comparisons of two days from then. */
final class ShadowTown implements AutoCloseable {
    static final String HEADER = "user_id,credit_type,credits,occurred_at,request_id\n";

    private final Desk desk;

    ShadowTown(Path folder) {
        desk = new Desk(folder);
        desk.hasSubscriber("ada", "pro", "2026-11-01");
        desk.hasSubscriber("ben", "free", "2026-11-01");
        desk.isAt("2026-11-10T00:00:00Z");
        var _ = ok("flags", "set", "shadow_billing_enabled", "true");
    }

    Desk desk() {
        return desk;
    }

    CommandLineRun ok(String... command) {
        CommandLineRun run = desk.bursar(command);
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run;
    }

    /** One analysis of so many words. */
    void charge(String user, String key, String at, int words) {
        desk.isAt(at);
        var _ = ok("charge", user, "--action", "ANALYSIS", "--quantity", String.valueOf(words), "--key", key);
    }

    CommandLineRun shadow(String... more) {
        desk.isAt("2026-11-15T10:00:00Z");
        return desk.bursar(
                Stream.concat(Stream.of("shadow", "run", "--from", "2026-11-10", "--to", "2026-11-12"), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Compares with a legacy file of these rows. */
    CommandLineRun against(String rows, String... more) {
        Path file = desk.file("legacy.csv", HEADER + rows);
        return shadow(Stream.concat(Stream.of("--legacy", file.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    Path folder() {
        return desk.home().resolve("out/shadow/2026-11-10..2026-11-12");
    }

    String written(String name) {
        return text(folder().resolve(name).toString());
    }

    /** All files that the last comparison left, by name. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> list = Files.list(folder())) {
            for (Path file : list.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        desk.close();
    }
}
