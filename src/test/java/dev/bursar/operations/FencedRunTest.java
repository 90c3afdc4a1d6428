package dev.bursar.operations;

import static dev.bursar.operations.Town.FIRST_OF_NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.run.Jobs;
import dev.bursar.run.OutFolder;
import dev.bursar.run.RunReport;
import dev.bursar.run.StopSignal;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** A process that lost its lock without noticing, and another that took the run over. */
class FencedRunTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town town = Town.of(200);

    @Test
    void a_run_that_was_taken_over_commits_nothing_more() throws Exception {
        RunClaims.Claim zombie;
        try (JobLock lock =
                JobLock.take(town.database().database(), "allocation").orElseThrow()) {
            zombie =
                    new RunClaims(lock).claim(town.request(FIRST_OF_NOVEMBER, NOW), Optional.empty(), new StopSignal());
        }
        RunReport heir = town.allocate(FIRST_OF_NOVEMBER, NOW);
        assertThat(heir.run()).isEqualTo(zombie.run().id());
        assertThat(heir.status()).isEqualTo("COMPLETED");
        String done = town.fingerprint();
        try (HikariDataSource pool = town.database().database().dataSource(4)) {
            JobExecution execution = BatchExecution.run(
                    Jobs.find("allocation"),
                    zombie.run(),
                    pool,
                    Optional.empty(),
                    new OutFolder(town.database().database().home()));
            assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
            assertThatThrownBy(() -> {
                        throw RunFaults.explain(zombie.run(), execution, Optional.empty());
                    })
                    .hasMessageContaining("was taken over by another process");
        }
        assertThat(town.fingerprint()).isEqualTo(done);
        assertThat(new RunControl(town.database().database()).show(heir.run()).status())
                .isEqualTo("COMPLETED");
    }
}
