package dev.bursar.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.run.CurrentRun;
import dev.bursar.run.JobSpec;
import dev.bursar.run.OutFolder;
import dev.bursar.run.PartitionWork;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/** One start of a job under Spring Batch, in a Spring context that lives as long as the start. */
final class BatchExecution {
    private BatchExecution() {}

    /**
     * Executions of this job that Spring Batch takes for running are dead, since we hold the job's lock; they are marked failed.
     * Then starts the job and waits for its end.
     *
     * @param cluster whose nodes work on its partitions; this process' own threads if there is none
     * @param out where it writes files
     * @return how it ended, for Spring Batch; its exceptions are in it
     * @throws JobExecutionException if it could not be started
     */
    static JobExecution run(
            JobSpec spec, CurrentRun run, HikariDataSource pool, Optional<Cluster> cluster, OutFolder out)
            throws JobExecutionException {
        try (ConfigurableApplicationContext context = start(spec, run, pool, cluster, out)) {
            JobOperator operator = context.getBean(JobOperator.class);
            recover(spec.name(), operator, context.getBean(JobRepository.class));
            // A start is an instance of its own to Spring Batch: where it goes on is run_partition's to say, and an
            // execution that lost its database and ended UNKNOWN could never be restarted.
            return operator.start(
                    context.getBean(spec.name(), Job.class),
                    new JobParametersBuilder()
                            .addLong("run", run.id())
                            .addLong("fence", (long) run.fence())
                            .addString("for", run.request().parameters().businessFor(), false)
                            .toJobParameters());
        }
    }

    private static void recover(String job, JobOperator operator, JobRepository repository) {
        repository.findRunningJobExecutions(job).forEach(operator::recover);
    }

    private static ConfigurableApplicationContext start(
            JobSpec spec, CurrentRun run, HikariDataSource pool, Optional<Cluster> cluster, OutFolder out) {
        SpringApplication application = new SpringApplicationBuilder(Metadata.class, spec.configuration())
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .lazyInitialization(true)
                .registerShutdownHook(false) // the command decides what a signal means
                .build();
        // logging is set up by the process; Spring Boot would tear it down and up again while other threads log
        application.setListeners(application.getListeners().stream()
                .filter(listener -> !(listener instanceof LoggingApplicationListener))
                .toList());
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(CurrentRun.class, () -> run);
            beans.registerBean(OutFolder.class, () -> out);
            beans.registerBean(
                    "dataSource", DataSource.class, () -> pool, definition -> definition.setDestroyMethodName(""));
            beans.registerBean(PartitionHandler.class, () -> handler(spec, run, pool, cluster, context));
        });
        return application.run();
    }

    /** Made only for a job that asks for it. */
    private static PartitionHandler handler(
            JobSpec spec,
            CurrentRun run,
            HikariDataSource pool,
            Optional<Cluster> cluster,
            ApplicationContext context) {
        PartitionWork work = spec.partitionWork(run, pool, context.getBean(PlatformTransactionManager.class))
                .orElseThrow(() -> new IllegalStateException(spec.name() + " offers no work on partitions"));
        PartitionRows rows = new PartitionRows(JdbcClient.create(pool), run);
        int threads = run.request().workers();
        PartitionHands hands = cluster.<PartitionHands>map(nodes ->
                        new ClusterHands(nodes, run, rows, new Claimants(JdbcClient.create(pool)), work, threads))
                .orElseGet(() -> new OwnThreads(
                        new PartitionWorker(run, rows, work, Machine.process()), rows, threads, spec.name()));
        return new HandOutPartitions(hands, rows, context.getBean(JobRepository.class));
    }

    /** Spring Batch's metadata in bursar's schema, which migrations have made. */
    @Configuration(proxyBeanMethods = false)
    @EnableBatchProcessing
    @EnableJdbcJobRepository(tablePrefix = "bursar.BATCH_", isolationLevelForCreate = Isolation.READ_COMMITTED)
    static class Metadata {
        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }
}
