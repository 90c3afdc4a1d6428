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
            Map.entry("backfill", backfill()),
            Map.entry("balance-discrepancy", balanceDiscrepancy()),
            Map.entry("go-live-preflight", goLivePreflight()),
            Map.entry("legacy-retirement", RolloutScenes.legacyRetirement()),
            Map.entry("missed-schedule", missedSchedule()),
            Map.entry("progressive-rollout", RolloutScenes.progressiveRollout()),
            Map.entry("quarterly-schedule", quarterlySchedule()),
            Map.entry("reconciliation", reconciliation()),
            Map.entry("restore-drill", restoreDrill()),
            Map.entry("rollback-notification", rollbackNotification()),
            Map.entry("rollback-to-legacy", rollbackToLegacy()),
            Map.entry("shadow", RolloutScenes.shadow()),
            Map.entry("stuck-run", stuckRun()),
            Map.entry("usage", UsageScene.usage()));

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

    private static Scene backfill() {
        String migrated = "credit_lot WHERE source = 'migration' AND remaining_millicredits > 0";
        return Scene.of(
                        shelf -> {
                            shelf.hasCustomers(20);
                            StringBuilder rows = new StringBuilder(
                                    "user_id,plan,credits_remaining,credits_limit,period_start,period_end\n");
                            for (int user = 1; user <= 20; user++) {
                                rows.append("user-%06d,pro,%d,100,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z\n"
                                        .formatted(user, user));
                            }
                            shelf.file("legacy.csv", rows.toString());
                        },
                        List.of("--yes"),
                        List.of(),
                        shelf -> {
                            assertThat(shelf.count(migrated)).isEqualTo(20);
                            assertThat(shelf.count("maintenance_state WHERE active"))
                                    .isZero();
                        })
                .undone(shelf -> assertThat(shelf.count(migrated)).isZero())
                .embedded()
                .withParameters((shelf, time) -> List.of(
                        "source=" + shelf.folder().resolve("legacy.csv"),
                        "seam=2026-11-15T09:00:00Z",
                        "backup=" + shelf.folder().resolve("backup-" + time)));
    }

    private static Scene balanceDiscrepancy() {
        return Scene.of(
                Scenes::isAllocated,
                List.of("--yes", "--confirm", "user-000001 -5"),
                List.of("user=user-000001", "credit-type=shobeis", "amount=-5", "key=ticket-4711"),
                shelf -> assertThat(
                                shelf.count("credit_ledger WHERE type = 'adjustment' AND amount_millicredits = -5000"))
                        .isEqualTo(1));
    }

    private static Scene goLivePreflight() {
        return Scene.of(
                        Scenes::isAllocated,
                        List.of("--yes", "--confirm", "go"),
                        List.of(),
                        shelf -> assertThat(shelf.count("run WHERE job = 'reconciliation' AND status = 'COMPLETED'"))
                                .isEqualTo(1))
                .embedded()
                .withParameters(
                        (shelf, time) -> List.of("backup=" + shelf.folder().resolve("backup-" + time)));
    }

    private static Scene missedSchedule() {
        return Scene.of(
                shelf -> shelf.hasCustomers(20),
                List.of("--yes"),
                List.of("job=allocation", "from=2026-11-12", "to=2026-11-14"),
                shelf -> assertThat(shelf.count("run WHERE job = 'allocation' AND business_for IN"
                                + " ('2026-11-12', '2026-11-13', '2026-11-14') AND status = 'COMPLETED'"))
                        .isEqualTo(3));
    }

    private static Scene quarterlySchedule() {
        return Scene.of(
                        Scenes::isAllocated,
                        List.of("--yes"),
                        List.of("catalogue=migrations/default-catalogue.yaml"),
                        shelf -> assertThat(
                                        shelf.count("run WHERE job = 'reconciliation' AND business_for = '2026-11-14'"))
                                .isEqualTo(1))
                .embedded();
    }

    private static Scene reconciliation() {
        return Scene.of(
                Scenes::isAllocated,
                List.of(),
                List.of("date=2026-11-14"),
                shelf -> assertThat(shelf.count("run WHERE job = 'reconciliation' AND status = 'COMPLETED'"))
                        .isEqualTo(1));
    }

    private static Scene restoreDrill() {
        return Scene.of(Scenes::isAllocated, List.of("--yes"), List.of(), shelf -> {
                    assertThat(shelf.folder().resolve("scratch-1/postgres/data"))
                            .isDirectory();
                    assertThat(shelf.count("maintenance_state WHERE active")).isZero();
                })
                .embedded()
                .withParameters((shelf, time) -> List.of(
                        "backup=" + shelf.folder().resolve("backup-" + time),
                        "scratch=" + shelf.folder().resolve("scratch-" + time)));
    }

    private static Scene rollbackNotification() {
        return Scene.of(
                        _ -> {},
                        List.of("--yes"),
                        List.of(
                                "product=Credits v2",
                                "since=2026-11-15T09:00:00Z",
                                "next-news=2026-11-15T12:00:00Z",
                                "ticket=INC-7"),
                        shelf -> assertThat(shelf.count(
                                        "maintenance_state WHERE active AND reason LIKE 'Credits v2 is back%INC-7)'"))
                                .isEqualTo(1))
                .undone(shelf -> assertThat(shelf.count("maintenance_state WHERE active"))
                        .isZero());
    }

    private static Scene rollbackToLegacy() {
        return Scene.of(
                        shelf -> {
                            shelf.hasCustomers(20);
                            shelf.bursar("flags", "set", "billing_rollout_percentage", "60");
                        },
                        List.of("--yes", "--confirm", "legacy"),
                        List.of("reason=error rate above 0.1 %; it's \"bad\""),
                        shelf -> assertThat(modes(shelf)).containsExactly("legacy", "off"))
                .undone(shelf -> {
                    assertThat(modes(shelf)).containsExactly("charge", "off");
                    assertThat(shelf.flag("billing_rollout_percentage"))
                            .as("what an operator had set")
                            .isEqualTo("60");
                });
    }

    private static Scene stuckRun() {
        return Scene.of(
                shelf -> {
                    isAllocated(shelf);
                    shelf.client()
                            .sql(
                                    "UPDATE run SET status = 'RUNNING', finished_at = NULL, heartbeat_at = now() - INTERVAL '1 hour'")
                            .update();
                },
                List.of("--yes"),
                List.of("run=1"),
                shelf -> assertThat(shelf.count("run WHERE id = 1 AND status = 'COMPLETED'"))
                        .isEqualTo(1));
    }

    /** What becomes of charges of all credit types, of all customers. */
    private static List<String> modes(Shelf shelf) {
        return shelf.client().sql("""
                        SELECT DISTINCT charging_mode(c, t, now()) AS mode
                        FROM customer c CROSS JOIN unnest(ARRAY['analysis', 'shobeis', 'credits']) AS t ORDER BY 1
                        """).query(String.class).list();
    }

    static void isAllocated(Shelf shelf) {
        shelf.hasCustomers(50);
        assertThat(shelf.bursar("allocation", "run", "--date", "2026-11-01").exit())
                .isZero();
    }
}
