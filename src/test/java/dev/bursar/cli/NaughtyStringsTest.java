package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts that break programs, as user ids and names: they load, and come back as they were. */
class NaughtyStringsTest {
    private static final List<String> CONTROL_CHARACTERS = List.of(
            "\u0001\u0002\u0007\b\u001b[31mred\u001b[0m\u007f",
            "\u0080\u0085\u009f",
            "\t\u000b\f",
            "line\nbreak",
            "line\r\nbreak",
            "cr\rcr",
            "\n");

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @Test
    void of_our_own_list_all_come_back_as_user_id_and_name() throws IOException {
        List<String> texts =
                new ArrayList<>(Files.readAllLines(Path.of("src/test/resources/intake/naughty-strings.txt")));
        texts.addAll(CONTROL_CHARACTERS);
        comeBack(texts);
    }

    @Test
    void of_the_big_list_all_come_back_that_are_neither_empty_nor_too_long() throws IOException {
        Path list = SharedData.require("naughty-strings/blns.json");
        List<String> texts = new ArrayList<>();
        JsonMapper.shared().readTree(Files.readString(list)).forEach(text -> texts.add(text.stringValue()));
        assertThat(texts).hasSizeGreaterThan(500);
        texts.removeIf(text -> text.isEmpty() || text.codePointCount(0, text.length()) > 255);
        comeBack(texts);
    }

    @Test
    void a_naughty_user_is_charged_and_read_by_that_name_and_moves_no_cursor() {
        String user = "=\u001b[31m'; DROP TABLE customer; --\u202e";
        comeBack(List.of(user));
        assertThat(desk.bursar(
                                "grant",
                                user,
                                "--credit-type",
                                "credits",
                                "--credits",
                                "5",
                                "--key",
                                "k",
                                "--reason",
                                user)
                        .exit())
                .isZero();
        CommandLineRun balance = desk.bursar("balance", user, "-o", "json");
        assertThat(balance.json().get(0).path("balanceMillicredits").longValue())
                .isEqualTo(5_000);
        CommandLineRun ledger = desk.bursar("ledger", user);
        assertThat(ledger.stdout()).doesNotContain("\u001b", "\u202e").contains("'; DROP TABLE customer; --");
        assertThat(desk.bursar("ledger", user, "-o", "json")
                        .json()
                        .get(0)
                        .path("userId")
                        .stringValue())
                .isEqualTo(user);
    }

    private void comeBack(List<String> texts) {
        StringBuilder file = new StringBuilder(Desk.CUSTOMERS);
        texts.forEach(text ->
                file.append(quoted(text)).append(",,").append(quoted(text)).append(",2026-01-01T00:00:00Z\n"));
        JsonNode imported = desk.load("customers", file.toString());
        Set<String> once = new LinkedHashSet<>(texts);
        assertThat(Desk.counts(imported))
                .isEqualTo(texts.size() + "/" + once.size() + "/" + (texts.size() - once.size()) + "/0");
        assertThat(desk.database()
                        .client()
                        .sql("SELECT user_id FROM customer ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactlyElementsOf(once);
        assertThat(desk.count("customer WHERE name IS DISTINCT FROM user_id")).isZero();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
