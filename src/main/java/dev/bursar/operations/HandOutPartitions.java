package dev.bursar.operations;

import dev.bursar.run.Partition;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Gives a job's partitions into the hands of whoever works on them, and tells Spring Batch what became of them. How far they
 * are is for their rows to say.
 */
final class HandOutPartitions implements PartitionHandler {
    private final PartitionHands hands;
    private final PartitionRows rows;
    private final JobRepository repository;

    HandOutPartitions(PartitionHands hands, PartitionRows rows, JobRepository repository) {
        this.hands = hands;
        this.rows = rows;
        this.repository = repository;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        List<StepExecution> steps = new ArrayList<>(splitter.split(manager, 1)); // the job says how many there are
        LocalDateTime begun = now();
        try {
            hands.work(steps.stream().map(HandOutPartitions::number).sorted().toList());
        } catch (RuntimeException e) {
            mark(steps, begun, BatchStatus.FAILED);
            throw e;
        }
        mark(steps, begun, BatchStatus.STOPPED);
        return steps;
    }

    /** As Spring Batch reckons. */
    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }

    private static int number(StepExecution step) {
        return step.getExecutionContext().getInt(Partition.NUMBER);
    }

    private void mark(List<StepExecution> steps, LocalDateTime begun, BatchStatus unfinished) {
        Set<Integer> done = rows.all().stream()
                .filter(PartitionRows.State::done)
                .map(PartitionRows.State::number)
                .collect(Collectors.toSet());
        for (StepExecution step : steps) {
            BatchStatus status = done.contains(number(step)) ? BatchStatus.COMPLETED : unfinished;
            step.setStartTime(begun);
            step.setEndTime(now());
            step.setStatus(status);
            step.setExitStatus(new ExitStatus(status.name()));
            repository.update(step);
        }
    }
}
