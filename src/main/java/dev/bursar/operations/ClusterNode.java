package dev.bursar.operations;

import com.zaxxer.hikari.HikariDataSource;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.Consumer;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One stay of this process in the cluster, from joining to leaving or being lost: its row and lock, its Quartz instance. */
final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final String WAKES = "wake";

    /** Offers of runs that ended without clearing them away are looked for this often. */
    private static final int BEATS_BETWEEN_CLEARINGS = 10;

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Membership membership;
    private final HikariDataSource pool;
    private final Scheduler scheduler;
    private final PartitionOffers offers;
    private final Helper helper;
    private int beats;

    private ClusterNode(Database database, Membership membership, HikariDataSource pool, Scheduler scheduler) {
        this.membership = membership;
        this.pool = pool;
        this.scheduler = scheduler;
        this.offers = new PartitionOffers(scheduler);
        this.helper = new Helper(database, membership.id(), JdbcClient.create(pool), offers);
    }

    static ClusterNode enter(Database database, Membership membership, Consumer<String> onWake) {
        // one connection for each thread, and two for Quartz itself
        HikariDataSource pool = database.dataSource(THREADS + 2, Sessions.ofNode(membership.id()));
        try {
            Scheduler scheduler = QuartzScheduler.create(membership.id(), pool, THREADS);
            ClusterNode node = new ClusterNode(database, membership, pool, scheduler);
            scheduler.setJobFactory((fired, _) -> node.job(fired.getJobDetail().getJobClass(), onWake));
            scheduler.start();
            return node;
        } catch (SchedulerException | RuntimeException e) {
            pool.close();
            membership.close();
            throw trouble(e);
        }
    }

    private Job job(Class<? extends Job> kind, Consumer<String> onWake) {
        return kind == PartitionJob.class ? new PartitionJob(helper) : new WakeJob(onWake);
    }

    /** Partitions that are offered to all nodes. */
    PartitionOffers offers() {
        return offers;
    }

    String id() {
        return membership.id();
    }

    void beat() {
        membership.beat();
        if (beats++ % BEATS_BETWEEN_CLEARINGS == 0) {
            Nodes.runsWithOrphans(JdbcClient.create(pool)).forEach(offers::withdraw);
        }
    }

    void wakeAt(String key, Instant at) {
        JobDetail job = JobBuilder.newJob(WakeJob.class)
                .withIdentity(key, WAKES)
                .storeDurably()
                .build();
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key, WAKES)
                .forJob(job)
                .startAt(Date.from(at))
                .withPriority(Trigger.DEFAULT_PRIORITY + 1) // before partitions, which take their time
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        try {
            scheduler.scheduleJob(job, Set.of(trigger), true);
        } catch (SchedulerException e) {
            throw trouble(e);
        }
    }

    void forgetWake(String key) {
        try {
            scheduler.deleteJob(JobKey.jobKey(key, WAKES));
        } catch (SchedulerException e) {
            throw trouble(e);
        }
    }

    static Fault trouble(Exception error) {
        return Fault.failed(
                FaultCode.DATABASE_UNREACHABLE,
                "Quartz could not keep its rows: " + error.getMessage(),
                "Check the database with 'bursar doctor'; nodes try again by themselves.",
                error);
    }

    /** The others have this node's work, or will have it in a moment: nothing more may be waited for. */
    void abandon() {
        helper.close();
        pool.close(); // first: else Quartz waits for connections that never come
        shutDown(false);
        membership.close();
    }

    /** Takes no more work, gives back what it has after the ranges in hand, and leaves. */
    @Override
    public void close() {
        helper.leave();
        membership.stopping();
        shutDown(true);
        pool.close();
        membership.close();
    }

    private void shutDown(boolean waiting) {
        try {
            scheduler.shutdown(waiting);
        } catch (SchedulerException e) {
            LOG.debug("Quartz instance {} did not end well; the others recover what it had", id(), e);
        }
    }
}
