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

/** What a Spring Batch tutorial would write: a paging reader, a processor, JDBC batch writers, chunks of 1,000. */
final class UsualWay {
    private static final int CHUNK = 1_000;

    private UsualWay() {}

    /** An account with the allowance that ends. */
    record Ending(long accountId, long balance, long lotId, long remaining) {}

    /** What becomes of it. */
    record Opening(long accountId, long lotId, long kept, long expired, long before, long allowance) {}

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
                                    writer(source, "expire"), writer(source, "open"), writer(source, "account")))
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
                            "a.id AS account_id, a.balance_millicredits, l.id AS lot_id, l.remaining_millicredits")
                    .fromClause(
                            "account a JOIN lot l ON l.account_id = a.id AND l.open AND l.expires_at <= '2026-11-01T00:00:00Z'")
                    .sortKeys(Map.of("account_id", Order.ASCENDING))
                    .rowMapper(
                            (row, index) -> new Ending(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .build();
        }

        private static Opening open(Ending ending) {
            long kept = Math.min(2_000_000, ending.remaining() / 2);
            return new Opening(
                    ending.accountId(), ending.lotId(), kept, ending.remaining() - kept, ending.balance(), 5_000_000);
        }

        private static JdbcBatchItemWriter<Opening> writer(DataSource source, String statement) {
            return new JdbcBatchItemWriterBuilder<Opening>()
                    .dataSource(source)
                    .sql(Statements.read("bench/usual-" + statement + ".sql"))
                    .itemSqlParameterSourceProvider(
                            opening -> new org.springframework.jdbc.core.namedparam.MapSqlParameterSource()
                                    .addValue("account", opening.accountId())
                                    .addValue("lot", opening.lotId())
                                    .addValue("kept", opening.kept())
                                    .addValue("expired", opening.expired())
                                    .addValue("before", opening.before())
                                    .addValue("allowance", opening.allowance()))
                    .assertUpdates(false)
                    .build();
        }
    }
}
