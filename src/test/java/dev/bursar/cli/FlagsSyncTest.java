package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches of an environment, as everybody sees them after they were published. */
class FlagsSyncTest {
    private static final Map<Setting, String> NO_ROLLOVER =
            Map.of(Setting.ROLLOVER_ENABLED, "off", Setting.BATCH_DISCOUNT_THRESHOLD, "20");

    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** As a host's call sees it, which has none of this environment. */
    private String rollover() {
        return desk.database()
                .client()
                .sql("SELECT flag_value('shobeis_rollover_enabled', '2026-11-15T10:00:00Z')")
                .query(String.class)
                .single();
    }

    private String sync(Map<Setting, String> environment, String... more) {
        String[] command = new String[more.length + 4];
        System.arraycopy(new String[] {"flags", "sync", "-o", "csv"}, 0, command, 0, 4);
        System.arraycopy(more, 0, command, 4, more.length);
        CommandLineRun run = desk.bursarWith(environment, command);
        assertThat(run.exit()).as(run.stderr()).isZero();
        return run.stdout().replace("\r\n", "\n"); // RFC 4180
    }

    @Test
    void what_an_environment_sets_holds_for_everybody_until_it_no_longer_does() {
        assertThat(sync(NO_ROLLOVER)).isEqualTo("flag,before,published\nshobeis_rollover_enabled,,false\n");
        assertThat(rollover()).isEqualTo("false");
        assertThat(sync(NO_ROLLOVER)).as("a repeat").isEqualTo("flag,before,published\n");
        assertThat(sync(Map.of())).isEqualTo("flag,before,published\nshobeis_rollover_enabled,false,\n");
        assertThat(rollover()).isEqualTo("true");
        assertThat(sync(Map.of())).as("a repeat").isEqualTo("flag,before,published\n");
    }

    @Test
    void it_stands_above_operators_who_are_heard_again_when_it_is_withdrawn() {
        desk.bursar("flags", "set", "shobeis_rollover_enabled", "false");
        sync(Map.of(Setting.ROLLOVER_ENABLED, "true"));
        assertThat(rollover()).isEqualTo("true");
        sync(Map.of());
        assertThat(rollover()).isEqualTo("false");
    }

    @Test
    void a_dry_run_says_what_it_would_publish_and_leaves_no_row() {
        assertThat(sync(NO_ROLLOVER, "--dry-run")).contains("shobeis_rollover_enabled,,false");
        assertThat(desk.count("flag_change")).isZero();
        assertThat(desk.bursar("flags", "sync").stdout())
                .isEqualTo("What is published agrees with this environment.\n");
    }
}
