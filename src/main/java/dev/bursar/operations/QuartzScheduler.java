package dev.bursar.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Sets up Quartz as one instance of the cluster. Its tables are made by migrations, never by itself. */
final class QuartzScheduler {
    /** All nodes of a database are instances of the scheduler of this name. */
    private static final String NAME = "bursar";

    private QuartzScheduler() {}

    /**
     * An instance that has not been started.
     *
     * @param nodeId its name in the cluster
     * @param connections one for each thread, and two for Quartz itself
     * @param threads how many jobs it runs at once
     */
    static Scheduler create(String nodeId, DataSource connections, int threads) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(nodeId, new Provider(connections));
        return instantiate(properties(nodeId, threads));
    }

    /** Quartz keeps one scheduler of a name for each process, where bursar's tests have several nodes in one. */
    private static Scheduler instantiate(Properties properties) throws SchedulerException {
        SchedulerRepository repository = SchedulerRepository.getInstance();
        synchronized (repository) {
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            repository.remove(NAME);
            return scheduler;
        }
    }

    private static Properties properties(String nodeId, int threads) {
        Properties properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, NAME);
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_ID, nodeId);
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_MAKE_SCHEDULER_THREAD_DAEMON, "true");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_IDLE_WAIT_TIME, "1000"); // milliseconds between looks
        properties.setProperty(
                StdSchedulerFactory.PROP_SCHED_MAX_BATCH_SIZE, "1"); // a node takes what it can begin now
        properties.setProperty(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, SimpleThreadPool.class.getName());
        properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(threads));
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.threadPool.threadNamePrefix", "node");
        properties.setProperty(StdSchedulerFactory.PROP_JOB_STORE_CLASS, JobStoreTX.class.getName());
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
        properties.setProperty("org.quartz.jobStore.tablePrefix", "bursar.QRTZ_");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "1500"); // milliseconds
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "1000"); // milliseconds
        properties.setProperty("org.quartz.jobStore.dbRetryInterval", "1000"); // milliseconds
        properties.setProperty("org.quartz.jobStore.dataSource", nodeId);
        return properties;
    }

    private record Provider(DataSource source) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return source.getConnection();
        }

        @Override
        public void initialize() {
            // the pool is ready
        }

        @Override
        public void shutdown() {
            // the pool is its owner's to close
        }
    }
}
