package dev.bursar.serve;

import dev.bursar.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The figures of {@link SharedFigure}, read when somebody scrapes and at most once in five seconds, however often that is. While the
 * database is away they stay as they were, and {@code bursar_database_up} is 0.
 */
final class SharedFigures implements AutoCloseable {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Database database;
    private final Vitals vitals;
    private final Map<SharedFigure, MultiGauge> gauges = new EnumMap<>(SharedFigure.class);
    private boolean isUp = true;
    private long nextReadNanos = System.nanoTime();

    /** @param database of this object's own; closed with it */
    SharedFigures(Database database, MeterRegistry registry, Vitals vitals) {
        this.database = database;
        this.vitals = vitals;
        for (SharedFigure gauge : SharedFigure.values()) {
            gauges.put(
                    gauge,
                    MultiGauge.builder(gauge.metric())
                            .description(gauge.help())
                            .baseUnit(gauge.unit().isEmpty() ? null : gauge.unit())
                            .register(registry));
        }
    }

    /** Reads them anew unless they are fresh; whether the database answered when they were read last. */
    synchronized boolean refresh() {
        if (System.nanoTime() - nextReadNanos >= 0) {
            isUp = read();
            nextReadNanos = System.nanoTime() + FRESH.toNanos();
        }
        return isUp;
    }

    private boolean read() {
        try {
            JdbcClient client = database.client();
            gauges.forEach((gauge, rows) -> rows.register(
                    client.sql(gauge.sql()).query((row, number) -> row(row)).list(), true));
            return true;
        } catch (RuntimeException e) {
            database.close(); // the next read connects anew
            vitals.failed(e);
            return false;
        }
    }

    private static MultiGauge.Row<Number> row(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        Tags tags = Tags.empty();
        for (int label = 1; label < columns.getColumnCount(); label++) {
            tags = tags.and(columns.getColumnLabel(label), row.getString(label));
        }
        return MultiGauge.Row.of(tags, row.getDouble("value"));
    }

    @Override
    public synchronized void close() {
        database.close();
    }
}
