package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** Scenes on the road from a legacy system to bursar. */
final class RolloutScenes {
    private static final String FROM = "2026-11-10T00:00:00Z";
    private static final String TO = "2026-11-11T00:00:00Z";

    private RolloutScenes() {}

    static Scene shadow() {
        return Scene.of(RolloutScenes::hasRunInTheShadow, List.of("--yes"), List.of(), shelf -> {
                    assertThat(shelf.flag("shadow_billing_enabled")).isEqualTo("true");
                    assertThat(shelf.count("shadow_verdict WHERE verdict = 'go' AND compared = 3"))
                            .isEqualTo(1);
                })
                .withParameters((shelf, _) -> List.of(
                        "from=" + FROM, "to=" + TO, "legacy=" + shelf.folder().resolve("legacy.csv")))
                .undone(shelf ->
                        assertThat(shelf.flag("shadow_billing_enabled")).isEqualTo("false"));
    }

    static Scene progressiveRollout() {
        return Scene.of(
                        shelf -> {
                            hasRunInTheShadow(shelf);
                            passes(shelf, "flags", "set", "shobeis_rollout_percentage", "1");
                            passes(shelf, "flags", "set", "shadow_billing_enabled", "true");
                            passes(
                                    shelf,
                                    "shadow",
                                    "run",
                                    "--from",
                                    FROM,
                                    "--to",
                                    TO,
                                    "--legacy",
                                    shelf.folder().resolve("legacy.csv").toString());
                        },
                        List.of("--yes", "--confirm", "everybody"),
                        List.of(
                                "system=shobeis",
                                "internal=user-000001",
                                "beta=user-000002,user-000003",
                                "first=10",
                                "third=50",
                                "hold-first=0",
                                "hold-second=0"),
                        shelf -> {
                            assertThat(shelf.flag("shobeis_rollout_percentage")).isEqualTo("100");
                            assertThat(shelf.flag("shobeis_allowlist"))
                                    .isEqualTo("user-000001,user-000002,user-000003");
                            assertThat(shelf.flag("shadow_billing_enabled")).isEqualTo("false");
                        })
                .undone(shelf -> {
                    assertThat(shelf.flag("shobeis_rollout_percentage"))
                            .as("what an operator had set")
                            .isEqualTo("1");
                    assertThat(shelf.flag("shobeis_allowlist")).isEmpty();
                    assertThat(shelf.flag("shadow_billing_enabled")).isEqualTo("true");
                });
    }

    static Scene legacyRetirement() {
        return Scene.of(
                        shelf -> shelf.hasCustomers(20),
                        List.of("--yes", "--confirm", "retire"),
                        List.of(),
                        shelf -> assertThat(shelf.flag("legacy_credit_types")).isEmpty())
                .undone(shelf -> assertThat(shelf.flag("legacy_credit_types")).isEqualTo("analysis,roast"));
    }

    /** Three requests were logged, and the legacy system has charged the same for them. */
    static void hasRunInTheShadow(Shelf shelf) {
        shelf.hasCustomers(20);
        passes(shelf, "flags", "set", "shadow_billing_enabled", "true", "--part-of", "trial");
        shelf.client().sql("""
                        SELECT charge('user-00000' || n, 'ANALYSIS', 500 * n, NULL, NULL, NULL, 1, 'r' || n, '{"occurred_at": "2026-11-10T08:00:00Z"}')::text
                        FROM generate_series(1, 3) AS n
                        """).query(String.class).list();
        List<String> rows = shelf.client().sql("""
                        SELECT concat_ws(',', user_id, 'shobeis', trim_scale(requested_credits), '2026-11-10T08:00:01Z', request_id)
                        FROM shadow_billing_log ORDER BY request_id
                        """).query(String.class).list();
        assertThat(rows).hasSize(3);
        try {
            Files.writeString(
                    shelf.folder().resolve("legacy.csv"),
                    "user_id,credit_type,credits,occurred_at,request_id\n" + String.join("\n", rows) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        passes(shelf, "flags", "revert", "trial");
    }

    static void passes(Shelf shelf, String... command) {
        assertThat(shelf.bursar(command).exit()).as(String.join(" ", command)).isZero();
    }
}
