package dev.bursar.schedule;

import dev.bursar.database.Database;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One connection of its own, for one thread; what it has locked is free once it is closed or its process is dead. */
final class Session implements AutoCloseable {
    private final SingleConnectionDataSource connection;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    private Session(SingleConnectionDataSource connection) {
        this.connection = connection;
        this.client = JdbcClient.create(connection);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
    }

    static Session open(Database database) {
        return new Session(new SingleConnectionDataSource(database.connect(), true));
    }

    JdbcClient client() {
        return client;
    }

    /** Committed when {@code work} returns, rolled back when it throws. */
    <T extends @Nullable Object> T inTransaction(Function<JdbcClient, T> work) {
        return transaction.execute(status -> work.apply(client));
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
