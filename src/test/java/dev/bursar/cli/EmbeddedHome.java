package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.database.DatabaseUrl;
import dev.bursar.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A BURSAR_HOME with an embedded server of its own, whose binaries the suite shares. The server stops when this is closed. */
final class EmbeddedHome implements AutoCloseable {
    private final Path home;

    private EmbeddedHome(Path home) {
        this.home = home;
    }

    /** A home without data. */
    static EmbeddedHome in(Path home) {
        Path build = Path.of(System.getProperty("bursar.build", "target")).toAbsolutePath();
        try {
            Path shared = Files.createDirectories(build.resolve("test-server-binaries"));
            Files.createSymbolicLink(
                    Files.createDirectories(home.resolve("postgres")).resolve("binaries"), shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EmbeddedHome(home);
    }

    /** With bursar's schema and {@code users} who have 5,000 shobeis each, at 2026-11-15, 10:00. */
    static EmbeddedHome withSubscribers(Path home, int users) {
        EmbeddedHome embedded = in(home);
        StringBuilder customers = new StringBuilder(Desk.CUSTOMERS);
        StringBuilder subscriptions = new StringBuilder(Desk.SUBSCRIPTIONS);
        for (int user = 1; user <= users; user++) {
            customers.append("user").append(user).append(",,,2026-01-01T00:00:00Z\n");
            subscriptions.append("user").append(user).append(",pro,calendar,2026-01-01,active,2026-11-01\n");
        }
        embedded.succeeds("db", "migrate");
        TestDatabase.setApart(DatabaseUrl.parse(embedded.url()));
        embedded.succeeds("import", "customers", embedded.file("customers.csv", customers));
        embedded.succeeds("import", "subscriptions", embedded.file("subscriptions.csv", subscriptions));
        embedded.succeeds("allocation", "run", "--date", "2026-11-15");
        return embedded;
    }

    private String file(String name, CharSequence text) {
        try {
            return Files.writeString(home.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return home;
    }

    Path data() {
        return home.resolve("postgres/data");
    }

    CommandLineRun bursar(String... arguments) {
        return CommandLineRun.with(variables(), arguments);
    }

    /** What it printed; it must end well. */
    String succeeds(String... arguments) {
        CommandLineRun run = bursar(arguments);
        assertThat(run.exit())
                .as(String.join(" ", arguments) + "\n" + run.stderr())
                .isZero();
        return run.stdout();
    }

    /** A command in a process of its own. */
    Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bursar.cli.Bursar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("DATABASE_URL");
        builder.environment().putAll(variables());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL for connections of the test's own. */
    String url() {
        return succeeds("db", "url").strip();
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        variables.put("BURSAR_HOME", home.toString());
        variables.put("BURSAR_CLOCK", "2026-11-15T10:00:00Z");
        return variables;
    }

    @Override
    public void close() {
        succeeds("db", "stop");
        try {
            Files.deleteIfExists(home.resolve("postgres/binaries"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
