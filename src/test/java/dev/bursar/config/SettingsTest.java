package dev.bursar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void a_flag_stands_above_the_environment_the_file_and_the_default() throws IOException {
        Path file = yaml("home: from-file\ndatabase-url: postgresql://file/db\nrollover-enabled: off\n");
        Map<String, String> environment = Map.of("DATABASE_URL", "postgresql://env/db", "BURSAR_HOME", "from-env");

        Settings settings =
                Settings.load(Map.of(Setting.DATABASE_URL, "postgresql://flag/db"), environment, Optional.of(file));

        assertThat(settings.find(Setting.DATABASE_URL))
                .contains(new SettingValue(Setting.DATABASE_URL, "postgresql://flag/db", Origin.FLAG));
        assertThat(settings.find(Setting.BURSAR_HOME))
                .contains(new SettingValue(Setting.BURSAR_HOME, "from-env", Origin.ENVIRONMENT));
        assertThat(settings.find(Setting.ROLLOVER_ENABLED))
                .contains(new SettingValue(Setting.ROLLOVER_ENABLED, "false", Origin.FILE));
        assertThat(Settings.load(Map.of(), Map.of(), Optional.empty()).find(Setting.BURSAR_HOME))
                .contains(new SettingValue(Setting.BURSAR_HOME, ".bursar", Origin.DEFAULT));
    }

    @Test
    void only_what_someone_set_reaches_sql() {
        Settings settings = Settings.load(
                Map.of(),
                Map.of("SHOBEIS_ENABLED", "No", "BURSAR_CLOCK", "2026-11-01T00:00:00Z", "ROLLOVER_ENABLED", " "),
                Optional.empty());

        assertThat(settings.sessionSettings())
                .containsOnly(
                        Map.entry("bursar.shobeis_system_enabled", "false"),
                        Map.entry("bursar.clock", "2026-11-01T00:00:00Z"),
                        Map.entry("bursar.actor", System.getProperty("user.name")));
        assertThat(settings.clock().now()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(settings.clock().isFixed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BURSAR_CLOCK               | 2026-11-01      | an instant
            ROLLOVER_ENABLED           | maybe           | true or false
            BILLING_ROLLOUT_PERCENTAGE | 101             | from 0 to 100
            MIN_TRANSACTION_AMOUNT     | 1.5             | a whole number
            MIN_TRANSACTION_AMOUNT     | 99999999999     | a whole number
            BATCH_DISCOUNT_THRESHOLD   | 0               | from 1
            SHOBEIS_USD_RATE           | 0               | above 0
            BILLING_ROUNDING_MODE      | floor           | exact or ceil
            """)
    void a_malformed_value_is_a_usage_fault_that_says_what_it_must_be(String setting, String value, String expected) {
        assertThatThrownBy(() -> Settings.load(Map.of(), Map.of(setting, value), Optional.empty()))
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code().exit()).isEqualTo(Exit.USAGE);
                    assertThat(fault).hasMessage(setting + "='" + value + "' is malformed");
                    assertThat(fault.hint()).contains(expected);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'home: a\nrolover: true'     | line 2: 'rolover' is no setting
            'home: a\nhome: b'           | line 2: 'home' is given twice
            'home: {a: b}'               | line 1: 'home' must be a single value or a list
            '- home'                     | line 1: the file must be a mapping
            'home: [a'                   | line
            """)
    void a_broken_file_is_refused_with_its_line(String text, String problem) throws IOException {
        Path file = yaml(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> Settings.load(Map.of(), Map.of(), Optional.of(file)))
                .isInstanceOf(Fault.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_list_is_joined_and_an_empty_file_says_nothing() throws IOException {
        Settings settings = Settings.load(Map.of(), Map.of(), Optional.of(yaml("billing-allowlist: [ada, grace]")));
        assertThat(settings.find(Setting.BILLING_ALLOWLIST).orElseThrow().value())
                .isEqualTo("ada,grace");
        assertThat(Settings.load(Map.of(), Map.of(), Optional.of(yaml(""))).all())
                .hasSize(1);
    }

    @Test
    void a_missing_file_is_a_usage_fault() {
        assertThatThrownBy(() -> Settings.load(Map.of(), Map.of(), Optional.of(folder.resolve("absent.yaml"))))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("absent.yaml");
    }

    @Test
    void a_secret_is_never_shown() {
        Settings settings = Settings.load(Map.of(), Map.of("STRIPE_SECRET_KEY", "sk_test_hidden"), Optional.empty());
        assertThat(settings.all().toString()).doesNotContain("hidden").contains("(set)");
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("bursar.yaml"), text);
    }
}
