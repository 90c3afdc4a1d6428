package dev.bursar.operations;

import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;

/** An offered partition, taken by a thread of this node. */
final class PartitionJob implements Job {
    private final Helper helper;

    PartitionJob(Helper helper) {
        this.helper = helper;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getJobDetail().getJobDataMap();
        helper.work(
                data.getLongFromString(PartitionOffers.RUN),
                data.getIntFromString(PartitionOffers.FENCE),
                data.getIntFromString(PartitionOffers.NUMBER));
    }
}
