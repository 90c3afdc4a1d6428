package dev.bursar.schedule;

import java.util.List;

/**
 * How the queue stands after a look.
 *
 * @param news what was skipped, found again or made good by this look
 * @param atWork what is at work, here or elsewhere
 * @param waiting the oldest interval that waits of each job, where it may not be started now, with why
 * @param startable the jobs of which an interval may be started now, the oldest slot first
 */
public record Look(List<Outcome> news, List<Outcome> atWork, List<Outcome> waiting, List<String> startable) {}
