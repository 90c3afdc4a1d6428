package dev.bursar.operations;

import dev.bursar.run.CurrentRun;
import java.util.Set;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Partitions as durable one-shot jobs of the clustered Quartz: whichever node has a thread free takes one. An offer may be
 * taken twice or get lost; whose a partition is, its row says.
 */
final class PartitionOffers {
    static final String RUN = "run";
    static final String FENCE = "fence";
    static final String NUMBER = "number";

    private final Scheduler scheduler;

    PartitionOffers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The group of a run's jobs. */
    static String group(long run) {
        return "run-" + run;
    }

    private static String name(int number) {
        return "partition-%02d".formatted(number);
    }

    /** Offers a partition to all nodes, now; an offer that nobody has taken yet is replaced. */
    void offer(CurrentRun run, int number) {
        JobDetail job = JobBuilder.newJob(PartitionJob.class)
                .withIdentity(name(number), group(run.id()))
                .usingJobData(RUN, String.valueOf(run.id()))
                .usingJobData(FENCE, String.valueOf(run.fence()))
                .usingJobData(NUMBER, String.valueOf(number))
                .storeDurably()
                .requestRecovery()
                .build();
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(name(number), group(run.id()))
                .forJob(job)
                .startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        try {
            scheduler.scheduleJob(job, Set.of(trigger), true);
        } catch (SchedulerException e) {
            throw ClusterNode.trouble(e);
        }
    }

    /** Whether an offer stands that some node will take. */
    boolean stands(CurrentRun run, int number) {
        try {
            return scheduler.getTriggerState(TriggerKey.triggerKey(name(number), group(run.id())))
                    == Trigger.TriggerState.NORMAL;
        } catch (SchedulerException e) {
            throw ClusterNode.trouble(e);
        }
    }

    /** Takes back all offers of a run and forgets its jobs. */
    void withdraw(long run) {
        try {
            for (JobKey job : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(group(run)))) {
                scheduler.deleteJob(job);
            }
        } catch (SchedulerException e) {
            throw ClusterNode.trouble(e);
        }
    }
}
