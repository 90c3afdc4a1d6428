package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** A scene for every runbook: one that has none is not proven, and {@link RunbooksTest} says so. */
final class Scenes {
    static final Map<String, Scene> BY_RUNBOOK =
            Map.ofEntries(Map.entry("allocation", allocation()), Map.entry("reconciliation", reconciliation()));

    private Scenes() {}

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
