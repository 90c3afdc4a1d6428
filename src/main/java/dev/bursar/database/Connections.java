package dev.bursar.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Opens connections that find bursar's names and carry the session settings that SQL reads. */
final class Connections {
    private static final Map<String, String> STANDARD = Map.of(
            "connectTimeout", "10", // seconds until a host that does not answer is given up
            "loginTimeout", "30", // and a server that accepts the connection and then says nothing
            "tcpKeepAlive", "true",
            "ApplicationName", "bursar",
            "reWriteBatchedInserts", "true");

    /** A pool has a connection for everybody, so that waiting for one means that the database is away. */
    private static final Duration POOL_PATIENCE = Duration.ofSeconds(10);

    private final DatabaseUrl url;
    private final Properties properties;

    Connections(DatabaseUrl url, Map<String, String> sessionSettings) {
        this.url = url;
        this.properties = new Properties();
        properties.putAll(STANDARD);
        properties.putAll(url.jdbcProperties());
        Map<String, String> session = new TreeMap<>(sessionSettings);
        session.put("search_path", "bursar,public");
        StringBuilder options = new StringBuilder(properties.getProperty("options", ""));
        session.forEach(
                (name, value) -> options.append(" -c ").append(name).append('=').append(escaped(value)));
        properties.setProperty("options", options.toString().strip());
    }

    private Connections(DatabaseUrl url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    /** The same under a name in {@code pg_stat_activity}, and given up when an answer takes longer than {@code patience}. */
    Connections named(String name, Optional<Duration> patience) {
        Properties own = new Properties();
        own.putAll(properties);
        own.setProperty("ApplicationName", name);
        patience.ifPresent(time -> own.setProperty("socketTimeout", String.valueOf(time.toSeconds())));
        return new Connections(url, own);
    }

    /**
     * For migrations: with no fixed business clock, since what they write down happens now, and with functions taken as
     * written, since one may call another of a later file.
     */
    static Connections forMigration(DatabaseUrl url) {
        return new Connections(url, Map.of("check_function_bodies", "off"));
    }

    /** In startup options a space ends a value and a backslash makes the next character literal. */
    private static String escaped(String value) {
        return value.replaceAll("[\\\\\\s]", "\\\\$0");
    }

    Connection open() {
        try {
            return DriverManager.getConnection(url.jdbcUrl(), properties);
        } catch (SQLException e) {
            throw SqlFaults.connecting(url, e);
        }
    }

    /** For libraries that open connections themselves. */
    DataSource source() {
        return new SimpleDriverDataSource(new Driver(), url.jdbcUrl(), properties);
    }

    HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.jdbcUrl());
        config.setDataSourceProperties(properties);
        // Hikari hands these to the driver itself; left among the properties they would be logged
        url.user().ifPresent(config::setUsername);
        url.password().ifPresent(config::setPassword);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setPoolName("bursar");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(POOL_PATIENCE.toMillis());
        return new HikariDataSource(config);
    }
}
