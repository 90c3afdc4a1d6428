package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bursar.config.Setting;
import dev.bursar.fault.FaultCode;
import dev.bursar.operations.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Follows {@code runbooks/allocation.md}. */
class AllocationRunbookTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```\\w+ bursar (?:check|run|verify)\\n((?s:.*?))^```$");
    private static final Pattern ERROR_SECTION = Pattern.compile("(?m)^## ([a-z-]+)\\n((?s:.*?))(?=^## |\\z)");

    @AutoClose
    private final Town town = Town.of(50);

    @Test
    void every_step_passes_in_order() throws IOException {
        List<String> commands = BLOCK.matcher(runbook())
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertThat(commands).hasSizeGreaterThan(5);
        for (String command : commands) {
            String[] arguments = Arrays.stream(command.split(" ", -1))
                    .map(word -> word.replace("{{date}}", "2026-11-01"))
                    .toArray(String[]::new);
            CommandLineRun run =
                    CommandLineRun.on(town.database(), Map.of(Setting.BURSAR_CLOCK, "2026-11-02T12:00:00Z"), arguments);
            assertThat(run.exit())
                    .as(command + "\n" + run.stdout() + run.stderr())
                    .isZero();
        }
    }

    @Test
    void every_error_section_is_of_a_code_and_says_what_it_means_and_what_to_do() throws IOException {
        String errors = runbook().substring(runbook().indexOf("# When it does not go well"));
        List<MatchResult> sections = ERROR_SECTION.matcher(errors).results().toList();
        assertThat(Arrays.stream(FaultCode.values()).map(FaultCode::word))
                .containsAll(sections.stream().map(section -> section.group(1)).toList());
        assertThat(sections)
                .isNotEmpty()
                .allSatisfy(section -> assertThat(section.group(2))
                        .contains("**Meaning.**", "**Impact.**", "**Diagnosis.**", "**Mitigation.**"));
    }

    private static String runbook() throws IOException {
        return Files.readString(Path.of("runbooks/allocation.md"));
    }
}
