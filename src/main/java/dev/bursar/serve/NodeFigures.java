package dev.bursar.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** The figures of this process alone: its JVM, its rounds, and the runs that it coordinated. */
final class NodeFigures implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Timer sweeps = Timer.builder("bursar.sweep")
            .description("How long the rounds of this node took that look at the queue and the other nodes")
            .register(registry);
    private final Counter wakes = Counter.builder("bursar.wakes")
            .description("How often Quartz woke this node at a slot")
            .register(registry);

    /** @param version of this bursar */
    NodeFigures(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        Gauge.builder("bursar.version", () -> 1)
                .description("1, with the version of this bursar")
                .tag("version", version)
                .register(registry);
    }

    /** Where other figures of this process are registered. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Shows something that is read whenever somebody scrapes. */
    void show(String metric, String unit, String help, Supplier<Number> value) {
        Gauge.builder(metric, value)
                .description(help)
                .baseUnit(unit.isEmpty() ? null : unit)
                .strongReference(true)
                .register(registry);
    }

    /** A start of a run that this node coordinated has ended. */
    void ended(String job, String outcome, double seconds) {
        Timer.builder("bursar.run.duration")
                .description("How long the starts took that this node coordinated, by how they ended")
                .tag("job", job)
                .tag("outcome", outcome)
                .register(registry)
                .record(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** Does a round and takes its time. */
    void sweep(Runnable round) {
        sweeps.record(round);
    }

    void woken() {
        wakes.increment();
    }

    /** Everything, in the text format of Prometheus. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
