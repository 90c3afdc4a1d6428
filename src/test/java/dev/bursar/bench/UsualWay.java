package dev.bursar.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.Database;
import dev.bursar.database.Statements;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemWriter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * What a user of Spring Batch would write, no slower and no cleverer: a {@link JdbcPagingItemReader}, a processor that decides
 * one account, and a {@link CompositeItemWriter} of one {@link JdbcBatchItemWriter} for each row to write, in chunks of 1,000.
 * Ids come from the sequences with the page, so that no row costs a round trip of its own.
 */
final class UsualWay {
    private static final int CHUNK = 1_000;

    private UsualWay() {}

    /** An account with the allowance that ends. */
    record Ending(
            long accountId,
            long balance,
            long lotId,
            long remaining,
            long firstEntryId,
            long secondEntryId,
            long newLotId) {}

    /** What becomes of it. */
    record Opening(Ending ending, long kept, long expired, long allowance) {}

    static double run(Database database) throws Exception {
        long begun = System.nanoTime();
        try (HikariDataSource pool = database.dataSource(4);
                AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean("dataSource", DataSource.class, () -> pool, bean -> bean.setDestroyMethodName(""));
            context.register(UsualJob.class);
            context.refresh();
            JobExecution execution =
                    context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw new IllegalStateException(
                        "it ended " + execution.getStatus() + execution.getAllFailureExceptions());
            }
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableBatchProcessing
    @EnableJdbcJobRepository(tablePrefix = "bursar.BATCH_")
    static class UsualJob {
        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }

        @Bean
        Job job(JobRepository repository, DataSource source, PlatformTransactionManager transactions) throws Exception {
            return new JobBuilder("usual", repository)
                    .start(new StepBuilder("usual", repository)
                            .<Ending, Opening>chunk(CHUNK)
                            .transactionManager(transactions)
                            .reader(reader(source))
                            .processor(UsualJob::open)
                            .writer(new CompositeItemWriter<>(
                                    writer(source, "expiry-entry"),
                                    writer(source, "expiry-movement"),
                                    writer(source, "ending-lot"),
                                    writer(source, "new-lot"),
                                    writer(source, "allocation-entry"),
                                    writer(source, "allocation-movement"),
                                    writer(source, "period"),
                                    writer(source, "account")))
                            .build())
                    .build();
        }

        private static JdbcPagingItemReader<Ending> reader(DataSource source) throws Exception {
            return new JdbcPagingItemReaderBuilder<Ending>()
                    .name("accounts")
                    .dataSource(source)
                    .pageSize(CHUNK)
                    .fetchSize(CHUNK)
                    .selectClause(
                            "a.id AS account_id, a.balance_millicredits, l.id AS lot_id, l.remaining_millicredits,"
                                    + " nextval('entry_id_seq') AS first_entry, nextval('entry_id_seq') AS second_entry,"
                                    + " nextval('lot_id_seq') AS new_lot")
                    .fromClause(
                            "account a JOIN lot l ON l.account_id = a.id AND l.open AND l.expires_at <= '2026-11-01T00:00:00Z'")
                    .sortKeys(Map.of("account_id", Order.ASCENDING))
                    .rowMapper((row, index) -> new Ending(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7)))
                    .build();
        }

        private static Opening open(Ending ending) {
            long kept = Math.min(2_000_000, ending.remaining() / 2);
            return new Opening(ending, kept, ending.remaining() - kept, 5_000_000);
        }

        private static JdbcBatchItemWriter<Opening> writer(DataSource source, String statement) {
            return new JdbcBatchItemWriterBuilder<Opening>()
                    .dataSource(source)
                    .sql(Statements.read("bench/usual-" + statement + ".sql"))
                    .itemSqlParameterSourceProvider(
                            opening -> new org.springframework.jdbc.core.namedparam.MapSqlParameterSource()
                                    .addValue("account", opening.ending().accountId())
                                    .addValue("before", opening.ending().balance())
                                    .addValue("endingLot", opening.ending().lotId())
                                    .addValue("newLot", opening.ending().newLotId())
                                    .addValue("expiryEntry", opening.ending().firstEntryId())
                                    .addValue(
                                            "allocationEntry", opening.ending().secondEntryId())
                                    .addValue("kept", opening.kept())
                                    .addValue("expired", opening.expired())
                                    .addValue("allowance", opening.allowance()))
                    .assertUpdates(false)
                    .build();
        }
    }
}
