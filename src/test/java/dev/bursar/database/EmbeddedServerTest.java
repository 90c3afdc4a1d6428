package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class EmbeddedServerTest {
    @TempDir
    Path home;

    EmbeddedServer server = EmbeddedServer.of(Path.of("nowhere"));

    @BeforeEach
    void shareUnpackedBinaries() throws IOException {
        Path shared = Files.createDirectories(TestServer.build().resolve("test-server-binaries"));
        Files.createSymbolicLink(
                Files.createDirectories(home.resolve("postgres")).resolve("binaries"), shared);
        server = EmbeddedServer.of(home);
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop();
        Files.delete(home.resolve("postgres/binaries"));
    }

    @Test
    void two_processes_that_start_it_at_once_share_one_server() throws Exception {
        List<Process> commands = List.of(command("db", "start", "-o", "json"), command("db", "start", "-o", "json"));
        Set<Long> servers = new HashSet<>();
        for (Process command : commands) {
            String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(command.waitFor()).isZero();
            servers.add(JsonMapper.shared().readTree(printed).get("pid").asLong());
        }
        assertThat(servers).containsExactly(server.status().pid());
    }

    @Test
    void a_home_that_cannot_be_made_is_named_with_the_reason_in_words() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedServer.of(file).start())
                .hasMessage("cannot start the embedded PostgreSQL below " + file.resolve("postgres")
                        + ": something else stands there (" + file + ")");
    }

    @Test
    void what_was_committed_survives_a_killed_server() {
        DatabaseUrl url = server.start();
        TestServer.execute(url, List.of("CREATE TABLE kept (n integer)", "INSERT INTO kept VALUES (42)"));
        long pid = server.status().pid();

        ProcessHandle killed = ProcessHandle.of(pid).orElseThrow();
        killed.destroyForcibly();
        killed.onExit()
                .orTimeout(10, TimeUnit.SECONDS)
                .exceptionally(_ -> killed)
                .join();

        DatabaseUrl again = server.start();
        assertThat(server.status().pid()).isNotEqualTo(pid);
        assertThat(again).isEqualTo(url); // the port is remembered
        assertThat(TestServer.query(again, "SELECT n::text FROM kept")).containsExactly("42");
    }

    @Test
    void a_number_that_belongs_to_another_process_now_does_not_pass_for_a_server() throws IOException {
        server.start();
        server.stop();
        Path pidFile = home.resolve("postgres/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n0\n5432\n\n127.0.0.1\n\nready\n");

        assertThat(server.status().running()).isFalse();
        server.start();
        assertThat(server.status().running()).isTrue();
    }

    @Test
    void it_is_durable_and_on_loopback_with_passwords() {
        DatabaseUrl url = server.start();
        assertThat(setting(url, "fsync")).isEqualTo("on");
        assertThat(setting(url, "synchronous_commit")).isEqualTo("on");
        assertThat(setting(url, "full_page_writes")).isEqualTo("on");
        assertThat(setting(url, "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting(url, "unix_socket_directories")).isEmpty();
        assertThat(TestServer.query(url, "SELECT DISTINCT auth_method FROM pg_hba_file_rules"))
                .containsExactly("scram-sha-256");
        assertThat(TestServer.query(url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'bursar'"))
                .containsExactly("bursar");
    }

    @Test
    void the_password_is_readable_by_its_owner_only_and_another_one_is_refused() throws IOException {
        DatabaseUrl url = server.start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres/password"))))
                .isEqualTo("rw-------");
        DatabaseUrl wrong =
                new DatabaseUrl(url.hosts(), url.database(), url.user(), Optional.of("wrong-secret"), url.parameters());
        assertThatThrownBy(() -> TestServer.query(wrong, "SELECT 1")).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.LOGIN_REFUSED);
            assertThat(fault.getMessage()).doesNotContain("wrong-secret");
        });
    }

    @Test
    void a_first_start_that_was_interrupted_leaves_nothing_behind() throws IOException {
        Path leftover = Files.createDirectories(home.resolve("postgres/initdb-interrupted/base"));
        server.start();
        assertThat(leftover.getParent()).doesNotExist();
        assertThat(server.status().running()).isTrue();
    }

    @Test
    void stopping_twice_is_stopping_once() {
        server.start();
        assertThat(server.stop()).isTrue();
        assertThat(server.status().running()).isFalse();
        assertThat(server.stop()).isFalse();
    }

    @Test
    void a_home_that_cannot_be_made_is_a_fault_that_names_it() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedServer.of(file.resolve("home")).start())
                .isInstanceOfSatisfying(Fault.class, fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.EMBEDDED_SERVER_FAILED);
                    assertThat(fault.hint()).contains(file.resolve("home").toString());
                });
    }

    private static String setting(DatabaseUrl url, String name) {
        return TestServer.query(url, "SELECT current_setting('" + name + "')").getFirst();
    }

    /** bursar as another process, with this test's home. */
    private Process command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.bursar.cli.Bursar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BURSAR_HOME", home.toString());
        builder.environment().remove("DATABASE_URL");
        return builder.start();
    }
}
