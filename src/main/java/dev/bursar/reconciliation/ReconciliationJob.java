package dev.bursar.reconciliation;

import dev.bursar.run.CurrentRun;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: take a snapshot of the whole ledger; check the accounts under it, several ranges at once; let it go and
 * keep what was seen as findings; resolve those that are not there any more; sum up.
 *
 * <p>The steps' own transactions hold nothing. {@link Snapshot} reads and {@link Notes} writes, each in transactions of its own.
 * Every start begins with the first step: a snapshot does not outlive the process that took it.
 */
@Configuration(proxyBeanMethods = false)
class ReconciliationJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    @Bean(name = Reconciliation.NAME)
    Job job(
            JobRepository repository,
            Step takeSnapshot,
            Step checkAccounts,
            Step keepFindings,
            Step resolveAbsent,
            Step sumUp) {
        return new JobBuilder(Reconciliation.NAME, repository)
                .start(takeSnapshot)
                .next(checkAccounts)
                .next(keepFindings)
                .next(resolveAbsent)
                .next(sumUp)
                .build();
    }

    @Bean
    Step takeSnapshot(JobRepository repository, Snapshot snapshot, Notes notes) {
        return step(repository, "reconciliation.take-snapshot", new TakeSnapshot(snapshot, notes));
    }

    @Bean
    Step checkAccounts(JobRepository repository, Snapshot snapshot, Notes notes, CurrentRun run, TaskExecutor workers) {
        Step range = step(
                repository,
                "reconciliation.check-range",
                new CheckAccounts(new Ranges(snapshot, notes, run), run.stop()));
        return new StepBuilder("reconciliation.check-accounts", repository)
                .partitioner("reconciliation.check-range", new CutIntervals(notes))
                .step(range)
                .taskExecutor(workers)
                .build();
    }

    @Bean
    Step keepFindings(JobRepository repository, Snapshot snapshot, Notes notes, CurrentRun run) {
        return step(repository, "reconciliation.keep-findings", new SettleFindings(run, () -> {
            snapshot.letGo();
            return notes.keepSome(snapshot.takenAt());
        }));
    }

    @Bean
    Step resolveAbsent(JobRepository repository, Snapshot snapshot, Notes notes, CurrentRun run) {
        return step(
                repository,
                "reconciliation.resolve-absent",
                new SettleFindings(run, () -> notes.resolveSome(snapshot.takenAt())));
    }

    @Bean
    Step sumUp(JobRepository repository, Snapshot snapshot, Notes notes) {
        return step(repository, "reconciliation.sum-up", (contribution, context) -> {
            notes.complete(snapshot.takenAt());
            return RepeatStatus.FINISHED;
        });
    }

    private static Step step(JobRepository repository, String name, Tasklet tasklet) {
        return new StepBuilder(name, repository).tasklet(tasklet, NOTHING).build();
    }

    @Bean
    Snapshot snapshot(DataSource source, PlatformTransactionManager transactions) {
        return new Snapshot(source, transactions, Snapshot.LONGEST);
    }

    @Bean
    Notes notes(DataSource source, PlatformTransactionManager transactions, CurrentRun run) {
        return new Notes(JdbcClient.create(source), transactions, run);
    }

    @Bean
    TaskExecutor workers(CurrentRun run) {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(run.request().workers());
        executor.setThreadNamePrefix("reconciliation-");
        return executor;
    }
}
