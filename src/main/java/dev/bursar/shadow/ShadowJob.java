package dev.bursar.shadow;

import static dev.bursar.shadow.Shadow.statement;

import dev.bursar.run.CurrentRun;
import dev.bursar.run.OutFolder;
import java.util.List;
import java.util.Optional;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The job in run order: read the legacy system's charges, if any were given; compare; write the files; complete the run.
 *
 * <p>The steps' own transactions hold nothing. Every start begins with the first step: a comparison is of one moment.
 */
@Configuration(proxyBeanMethods = false)
class ShadowJob {
    private static final PlatformTransactionManager NOTHING = new ResourcelessTransactionManager();

    @Bean(name = Shadow.NAME)
    Job job(JobRepository repository, Step readLegacy, Step compare, Step writeFiles, Step complete) {
        return new JobBuilder(Shadow.NAME, repository)
                .start(readLegacy)
                .next(compare)
                .next(writeFiles)
                .next(complete)
                .build();
    }

    @Bean
    Step readLegacy(JobRepository repository, CurrentRun run, Compared compared, DataSource pool) {
        return step(repository, "shadow.read-legacy", (contribution, context) -> {
            LegacySource.of(run.request().parameters())
                    .map(source -> source.read(pool))
                    .ifPresent(compared::hasRead);
            JdbcClient.create(pool)
                    .sql(statement("forget-sources"))
                    .param("kept", compared.source().orElse(null))
                    .param("days", Thresholds.packaged().keepSourcesDays())
                    .update();
            return RepeatStatus.FINISHED;
        });
    }

    @Bean
    Step compare(JobRepository repository, CurrentRun run, Compared compared, Notes notes, DataSource pool) {
        Span span = Shadow.span(run.request().parameters());
        Comparison comparison = new Comparison(pool, notes, run, span, Thresholds.packaged());
        return step(repository, "shadow.compare", (contribution, context) -> {
            Optional<Compared.Result> result = comparison.make(compared.source());
            result.ifPresentOrElse(
                    compared::hasShown, () -> contribution.getStepExecution().setTerminateOnly());
            return RepeatStatus.FINISHED;
        });
    }

    @Bean
    Step writeFiles(JobRepository repository, CurrentRun run, Compared compared, OutFolder out, DataSource pool) {
        return step(repository, "shadow.write-files", (contribution, context) -> {
            if (!run.request().dryRun()) {
                new ComparisonFiles(pool, run, out.of(run.request()), compared).write();
            }
            return RepeatStatus.FINISHED;
        });
    }

    @Bean
    Step complete(JobRepository repository, CurrentRun run, Compared compared, OutFolder out, Notes notes) {
        return step(repository, "shadow.complete", (contribution, context) -> {
            Compared.Result result = compared.result();
            List<String> files = run.request().dryRun() ? List.of() : ComparisonFiles.of(out.of(run.request()));
            notes.complete(
                    result.sums().counts(),
                    result.sums().totals(),
                    files,
                    result.verdict().objections().size());
            return RepeatStatus.FINISHED;
        });
    }

    private static Step step(JobRepository repository, String name, Tasklet tasklet) {
        return new StepBuilder(name, repository).tasklet(tasklet, NOTHING).build();
    }

    @Bean
    Compared compared() {
        return new Compared();
    }

    @Bean
    Notes notes(DataSource pool, PlatformTransactionManager transactions, CurrentRun run) {
        return new Notes(pool, transactions, run);
    }
}
