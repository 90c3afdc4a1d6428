package dev.bursar.operations;

import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whoever wanted to be woken. */
final class WakeJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(WakeJob.class);

    private final Consumer<String> onWake;

    WakeJob(Consumer<String> onWake) {
        this.onWake = onWake;
    }

    @Override
    public void execute(JobExecutionContext context) {
        String key = context.getJobDetail().getKey().getName();
        try {
            onWake.accept(key);
        } catch (RuntimeException e) {
            LOG.warn("what was to be done at the wake of {} failed; the next look makes up for it", key, e);
        }
    }
}
