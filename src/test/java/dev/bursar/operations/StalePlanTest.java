package dev.bursar.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.catalogue.ApplyCatalogue;
import dev.bursar.catalogue.CatalogueFile;
import dev.bursar.config.Setting;
import dev.bursar.database.Database;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.run.Jobs;
import dev.bursar.run.RunReport;
import dev.bursar.run.RunRequest;
import dev.bursar.run.StopSignal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan holds until an input changes, of whatever kind; balances are none. */
class StalePlanTest {
    private static final String NOW = "2026-11-02T12:00:00Z";

    @AutoClose
    private final Town town = Town.of(100);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void plan() {
        file = folder.resolve("plan.json");
        RunRequest request = town.request("2026-11-01", NOW);
        RunRequest dry = new RunRequest("allocation", request.parameters(), 1, true, 1, Optional.empty());
        RunReport planned = with(Map.of(), planning -> planning.plan(dry, Optional.of(file)));
        assertThat(planned.status()).isEqualTo("PLANNED");
    }

    @Test
    void charges_do_not_make_it_stale() {
        town.allocate("2026-11-01", NOW, "user-000002");
        assertThat(run(Map.of()).planned()).isPresent();
    }

    @Test
    void a_new_catalogue_makes_it_stale() throws Exception {
        String text = Files.readString(Path.of("migrations/default-catalogue.yaml"))
                .replace("credits: 25000", "credits: 26000");
        var _ = town.database()
                .database()
                .inTransaction(client -> new ApplyCatalogue(client)
                        .apply(
                                CatalogueFile.of("dearer.yaml", text.getBytes(StandardCharsets.UTF_8)),
                                Optional.empty()));
        isStaleBecauseOf("catalogue", Map.of());
    }

    @Test
    void a_flag_makes_it_stale() {
        town.client().sql("""
                        INSERT INTO flag_change (flag, value, source, effective_at, actor)
                        VALUES ('shobeis_rollover_enabled', 'false', 'operator', now(), 'test')
                        """).update();
        isStaleBecauseOf("flags", Map.of());
    }

    @Test
    void a_subscription_that_changed_makes_it_stale() {
        var _ = town.client()
                .sql(
                        "SELECT change_subscription('user-000002', NULL, NULL, NULL, 'canceled', NULL, NULL, NULL, 'test')")
                .query()
                .listOfRows();
        isStaleBecauseOf("subscriptions", Map.of());
    }

    @Test
    void another_environment_makes_it_stale() {
        isStaleBecauseOf("configuration", Map.of(Setting.ROLLOVER_ENABLED, "false"));
    }

    private void isStaleBecauseOf(String input, Map<Setting, String> environment) {
        long before = entries();
        Fault stale = catchThrowableOfType(Fault.class, () -> run(environment));
        assertThat(stale.code()).isEqualTo(FaultCode.PLAN_STALE);
        assertThat(stale).hasMessageContaining("stale: " + input + " changed");
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        return town.client().sql("SELECT count(*) FROM entry").query(Long.class).single();
    }

    private RunReport run(Map<Setting, String> environment) {
        return with(environment, planning -> {
            Plan plan = planning.read(Jobs.find("allocation"), file);
            return planning.run(plan, new RunRequest("allocation", plan.parameters(), 1, false, 1, Optional.empty()));
        });
    }

    private RunReport with(Map<Setting, String> environment, Function<Planning, RunReport> work) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.put(Setting.BURSAR_CLOCK, NOW);
        all.putAll(environment);
        try (Database database = town.database().open(all)) {
            Operations operations = new Operations(database, new StopSignal(), progress -> {});
            return work.apply(new Planning(town.database().settings(all), database, operations));
        }
    }
}
