package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.alerts.Alerts;
import dev.bursar.alerts.Severity;
import java.util.List;
import java.util.Map;

/** A scene for every runbook: one that has none is not proven, and {@link RunbooksTest} says so. */
final class Scenes {
    static final Map<String, Scene> BY_RUNBOOK = Map.ofEntries(
            Map.entry("alerts", alerts()),
            Map.entry("allocation", allocation()),
            Map.entry("reconciliation", reconciliation()));

    private Scenes() {}

    private static Scene alerts() {
        String inForce = "alert_silence WHERE key = 'run-failed:allocation' AND ends_at > clock_timestamp()";
        return Scene.of(
                        shelf -> {
                            boolean isNew = new Alerts(shelf.client())
                                    .raise("run-failed:allocation", Severity.PAGE, "it failed", Map.of());
                            assertThat(isNew).isTrue();
                        },
                        List.of("--tick", "3.1"),
                        List.of("key=run-failed:allocation", "until=2126-01-01T00:00:00Z"),
                        shelf -> assertThat(shelf.count(inForce)).isEqualTo(1))
                .undone(shelf -> assertThat(shelf.count(inForce)).isZero());
    }

    private static Scene allocation() {
        return Scene.of(
                shelf -> shelf.hasCustomers(50), List.of("--tick", "2.2"), List.of("date=2026-11-01"), shelf -> {
                    assertThat(shelf.count("account WHERE next_period_at <= timestamptz '2026-11-01Z'"))
                            .isZero();
                    assertThat(shelf.count("period")).isPositive();
                });
    }

    private static Scene reconciliation() {
        return Scene.of(
                shelf -> {
                    shelf.hasCustomers(50);
                    assertThat(shelf.bursar("allocation", "run", "--date", "2026-11-01")
                                    .exit())
                            .isZero();
                },
                List.of(),
                List.of("date=2026-11-14"),
                shelf -> assertThat(shelf.count("run WHERE job = 'reconciliation' AND status = 'COMPLETED'"))
                        .isEqualTo(1));
    }
}
