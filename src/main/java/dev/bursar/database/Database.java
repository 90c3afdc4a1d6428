package dev.bursar.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of one command. Opening it starts the embedded server where {@code DATABASE_URL} is not set; no connection is
 * made before one is asked for. Everything that cannot be reached is a fault of exit 1.
 */
public final class Database implements AutoCloseable {
    private final DatabaseUrl url;
    private final Connections connections;
    private final Path home;
    private @Nullable SingleConnectionDataSource single;

    private Database(DatabaseUrl url, Connections connections, Path home) {
        this.url = url;
        this.connections = connections;
        this.home = home;
    }

    /** The database that the settings name; the embedded one, started if need be, where they name none. */
    public static Database open(Settings settings) {
        return open(settings, Map.of());
    }

    /** The same, where the server refuses every change: for commands that only look and are held to it. */
    public static Database openToRead(Settings settings) {
        return open(settings, Map.of("default_transaction_read_only", "on"));
    }

    private static Database open(Settings settings, Map<String, String> more) {
        DatabaseUrl url = settings.databaseUrl()
                .map(DatabaseUrl::parse)
                .orElseGet(() -> EmbeddedServer.of(settings.home()).start());
        return at(url, settings, more);
    }

    /** The same database for another thread: its {@link #client()} is a connection of its own. The caller closes it. */
    public Database another() {
        return new Database(url, connections, home);
    }

    /**
     * The same for somebody who must notice when it is gone, and whose sessions others must be able to find.
     *
     * @param name what {@code pg_stat_activity} shows as its application
     * @param patience how long a statement may be without an answer before its connection counts as lost, in whole seconds
     */
    public Database another(String name, Duration patience) {
        return new Database(url, connections.named(name, Optional.of(patience)), home);
    }

    /** The database at an address, with the session settings of a command. */
    public static Database at(DatabaseUrl url, Settings settings) {
        return at(url, settings, Map.of());
    }

    private static Database at(DatabaseUrl url, Settings settings, Map<String, String> more) {
        Map<String, String> session = new HashMap<>(settings.sessionSettings());
        session.putAll(more);
        return new Database(url, new Connections(url, session), settings.home());
    }

    /** A new connection; the caller closes it. */
    public Connection connect() {
        return connections.open();
    }

    /**
     * A new connection for somebody who must notice when it is gone; the caller closes it.
     *
     * @param name what {@code pg_stat_activity} shows as its application
     * @param patience how long a statement may be without an answer before the connection counts as lost, in whole seconds
     */
    public Connection connect(String name, Duration patience) {
        return connections.named(name, Optional.of(patience)).open();
    }

    /** Statements on one connection that lives until {@link #close()}; for commands of a single thread. */
    public JdbcClient client() {
        if (single == null) {
            single = new SingleConnectionDataSource(connect(), true);
        }
        return JdbcClient.create(single);
    }

    /**
     * Statements in one transaction of {@link #client()}'s connection: committed when {@code work} returns, rolled back when it
     * throws.
     */
    public <T extends @Nullable Object> T inTransaction(Function<JdbcClient, T> work) {
        JdbcClient client = client();
        return transaction().execute(status -> work.apply(client));
    }

    /** The same work, rolled back when it returns: a dry run. */
    public <T extends @Nullable Object> T rehearse(Function<JdbcClient, T> work) {
        JdbcClient client = client();
        return transaction().execute(status -> {
            status.setRollbackOnly();
            return work.apply(client);
        });
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(single)));
    }

    /** A pool for jobs; the caller closes it. */
    public HikariDataSource dataSource(int poolSize) {
        return connections.pool(poolSize);
    }

    /**
     * A pool whose sessions can be told from others'; the caller closes it.
     *
     * @param name what {@code pg_stat_activity} shows as their application
     */
    public HikariDataSource dataSource(int poolSize, String name) {
        return connections.named(name, Optional.empty()).pool(poolSize);
    }

    /** The same, for work whose statements are short: a connection without an answer for {@code patience} counts as lost. */
    public HikariDataSource dataSource(int poolSize, String name, Duration patience) {
        return connections.named(name, Optional.of(patience)).pool(poolSize);
    }

    /** Brings the schema to the version of this bursar. */
    public Migration migrate() {
        return Migrator.migrate(Connections.forMigration(url));
    }

    /** The files that {@link #migrate()} would execute, in order; throws a fault of exit 4 if a newer bursar was here. */
    public List<String> pendingMigrations() {
        Schema.Standing standing = Schema.standing(client());
        Schema.requireNotNewer(standing);
        return standing.pending();
    }

    /** Throws a fault of exit 4 unless the schema is exactly the one that this bursar was built for, and whole. */
    public void requireCurrentSchema() {
        if (SessionLock.isHeld(client(), SessionLock.RESTORE)) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    "a backup is being restored into this database",
                    "Wait until 'bursar db restore' has ended: the copy is in maintenance then.");
        }
        Schema.requireCurrent(Schema.standing(client()));
    }

    /** Whether {@link #requireCurrentSchema()} would pass. */
    public boolean hasCurrentSchema() {
        return Schema.standing(client()).isCurrent();
    }

    /** The newest migration that was applied, such as {@code 0007}; empty if there is no schema. */
    public String schemaVersion() {
        return Schema.standing(client()).version();
    }

    /** Throws a fault of exit 4 with the statements if bursar's roles are absent and this login may not create them. */
    public void requireRoles() {
        Migrator.requireRoles(client());
    }

    /** The newest migration that this bursar packages, such as {@code 0007}. */
    public static String packagedSchemaVersion() {
        return PackagedMigrations.newestVersion();
    }

    /** The {@code BURSAR_HOME} of the command, where what it writes goes. */
    public Path home() {
        return home;
    }

    /** Where this database is. */
    public DatabaseUrl url() {
        return url;
    }

    @Override
    public void close() {
        if (single != null) {
            single.destroy();
            single = null;
        }
    }
}
