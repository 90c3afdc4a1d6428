package dev.bursar.cli;

import dev.bursar.config.Setting;
import dev.bursar.config.Settings;
import dev.bursar.database.Database;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one call of bursar is given: its global options, environment and streams. Commands take it as the argument of their
 * constructor. Settings are read and the database is opened when a command first asks for them.
 */
final class Invocation implements AutoCloseable {
    private final GlobalOptions options = new GlobalOptions();
    private final Map<String, String> environment;
    private final boolean readOnly;
    private final OutputStream out;
    private final PrintStream err;
    private @Nullable Settings settings;
    private @Nullable Database database;

    Invocation(Map<String, String> environment, OutputStream out, PrintStream err) {
        this(environment, false, out, err);
    }

    /** @param readOnly whether the database must refuse every change */
    Invocation(Map<String, String> environment, boolean readOnly, OutputStream out, PrintStream err) {
        this.environment = environment;
        this.readOnly = readOnly;
        this.out = out;
        this.err = err;
    }

    GlobalOptions options() {
        return options;
    }

    /** Throws a fault of exit 2 if a setting is malformed. */
    Settings settings() {
        if (settings == null) {
            Map<Setting, String> flags = new EnumMap<>(Setting.class);
            if (options.databaseUrl != null) {
                flags.put(Setting.DATABASE_URL, options.databaseUrl);
            }
            Optional<Path> file = Optional.ofNullable(options.config)
                    .or(() -> Optional.of(Path.of("bursar.yaml")).filter(Files::exists));
            settings = Settings.load(flags, environment, file);
            settings.find(Setting.BURSAR_LOG).ifPresent(level -> LogLines.write(level.value()));
        }
        return settings;
    }

    /** The database with the schema of this bursar; throws a fault of exit 4 if it has another. Closed with the invocation. */
    Database database() {
        if (database == null) {
            database = opened();
            database.requireCurrentSchema();
        }
        return database;
    }

    /** The database whatever its schema is. Closed with the invocation. */
    Database databaseOfAnySchema() {
        if (database == null) {
            database = opened();
        }
        return database;
    }

    private Database opened() {
        return readOnly ? Database.openToRead(settings()) : Database.open(settings());
    }

    /** Where the result goes: stdout, in the format asked for. */
    Output output() {
        return new Output(out, options.output, isColoured());
    }

    /** Progress and notes for people: stderr, unless quiet. */
    void note(String line) {
        if (!options.quiet) {
            err.println(TableText.harmlessLines(line));
        }
    }

    PrintStream err() {
        return err;
    }

    /** Why the operator does this, if said. */
    Optional<String> reason() {
        return Optional.ofNullable(options.reason).filter(text -> !text.isBlank());
    }

    /** The environment as it was given: for a command that calls others. */
    Map<String, String> environment() {
        return environment;
    }

    /** A variable of the environment that is no setting, such as {@code PATH}. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    private boolean isColoured() {
        return !options.noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
