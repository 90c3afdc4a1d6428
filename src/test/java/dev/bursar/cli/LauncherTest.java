package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in a checkout of its own, with a Maven that only writes an empty jar and JDKs that only say how they were
 * called: what is tested is what the script decides.
 */
class LauncherTest {
    @TempDir
    Path folder;

    Path checkout = Path.of("");
    Path launcher = Path.of("");

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve("src/main/java"));
        Files.createDirectories(checkout.resolve("scripts"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.writeString(checkout.resolve("src/main/java/A.java"), "class A {}");
        launcher = Files.copy(Path.of("scripts/bursar"), checkout.resolve("scripts/bursar"));
        program(folder.resolve("bin/mvn"), """
                echo built >> "%s/builds"
                [ -f "%s/broken" ] && { echo "does not compile"; exit 1; }
                for a in "$@"; do case $a in -Dbuild.into=*) mkdir -p "${a#*=}/bursar"; : > "${a#*=}/bursar/bursar.jar" ;; esac; done
                """.formatted(folder, folder));
        jdk("jdk-17", "17.0.15");
        jdk("jdk-25", "25.0.3");
    }

    @Test
    void it_finds_the_newer_jdk_and_becomes_java_with_the_arguments_as_they_are() throws Exception {
        Ran ran = run(launcher, "balance", "a b", "");
        assertThat(ran.exit).isZero();
        assertThat(ran.stdout)
                .startsWith("jdk-25")
                .contains("<-XX:TieredStopAtLevel=1>", "<dev.bursar.cli.Bursar><balance><a b><>");
        assertThat(ran.stderr).contains("building");
    }

    @Test
    void it_builds_once_until_a_source_changes_and_never_again_for_sources_that_were_built() throws Exception {
        run(launcher, "--help");
        assertThat(run(launcher, "--help").stderr).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Path source = checkout.resolve("src/main/java/A.java");
        FileTime before = Files.getLastModifiedTime(source);
        Files.writeString(source, "class A { int b; }");
        Files.setLastModifiedTime(source, before); // as tar and rsync do it
        run(launcher, "--help");
        assertThat(builds()).isEqualTo(2);

        Files.writeString(source, "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
        run(launcher, "--help");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void commands_that_start_at_once_build_once() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(launcher, Map.of(), "--help"));
        }
        for (Process one : all) {
            assertThat(one.waitFor()).isZero();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void it_works_through_a_symbolic_link_from_anywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("bin/bursar"), Path.of("../a checkout/scripts/bursar"));
        assertThat(run(link, "--version").stdout).contains("<--version>");
    }

    @Test
    void it_works_where_nobody_set_a_home() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("env", "-u", "HOME", launcher.toString(), "--version");
        builder.environment().put("JAVA25_HOME", folder.resolve("jdk-25").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("JAVA_HOME");
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("<--version>");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void long_commands_get_the_whole_compiler_and_options_of_the_operator_stand_last() throws Exception {
        Process process = start(launcher, Map.of("BURSAR_JAVA_OPTS", "-Xmx64m -Dx=y"), "allocation", "run");
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stdout).contains("<-Xmx64m><-Dx=y><-cp>").doesNotContain("TieredStopAtLevel");
    }

    @Test
    void a_node_gets_the_whole_compiler_and_a_bounded_heap() throws Exception {
        assertThat(run(launcher, "serve", "--port", "0").stdout)
                .contains("<-Xmx256m><-XX:+ExitOnOutOfMemoryError>")
                .doesNotContain("TieredStopAtLevel");
    }

    @Test
    void a_build_that_fails_is_exit_1_with_its_words_on_stderr() throws Exception {
        Files.writeString(folder.resolve("broken"), "");
        Ran ran = run(launcher, "--help");
        assertThat(ran.exit).isEqualTo(1);
        assertThat(ran.stdout).isEmpty();
        assertThat(ran.stderr).contains("does not compile", "the build failed");
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private record Ran(int exit, String stdout, String stderr) {}

    private Ran run(Path script, String... arguments) throws Exception {
        Process process = start(script, Map.of(), arguments);
        String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String stderr = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), stdout, stderr);
    }

    private Process start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk-17").toString());
        builder.environment().put("JAVA25_HOME", folder.resolve("jdk-25").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Says which JDK it is and its arguments, each in angle brackets. */
    private void jdk(String name, String version) throws IOException {
        program(folder.resolve(name + "/bin/java"), "printf '%s' '" + name + "'; printf '<%s>' \"$@\"; echo\n");
        Files.writeString(folder.resolve(name + "/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void program(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/usr/bin/env bash\n" + text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
