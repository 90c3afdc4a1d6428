package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caps of single users. A chat costs 4 credits each token; the catalogue's caps are 50 a request, 100 a session, 500 a day. */
class CapsCommandsTest {
    private Desk desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasCustomers("ada", "bob");
        desk.load("prices", "model,input_usd_per_token\nm,0.001\n");
        for (String user : List.of("ada", "bob")) {
            desk.bursar(
                    "grant", user, "--credit-type", "credits", "--credits", "9000", "--key", user, "--reason", "test");
        }
    }

    @AfterEach
    void close() {
        assertThat(desk.brokenInvariants()).isEmpty();
        desk.close();
    }

    @Test
    void a_user_s_own_caps_hold_for_that_user_alone_until_they_are_cleared() {
        assertThat(chat("ada", "k1", 13)).isEqualTo("capped request 50");
        assertThat(set("ada", "--request", "none", "--session", "60.5").stdout())
                .isEqualTo("""
                ada may be charged for chat: any number a request, 60.5 credits in 60 minutes, 500 credits a day \
                (before: 50 credits a request, 100 credits in 60 minutes, 500 credits a day).
                Next: bursar caps clear ada --action chat --reason … lets the catalogue's hold again.
                """);
        assertThat(chat("ada", "k1", 13)).isEqualTo("charged");
        assertThat(chat("ada", "k2", 3)).isEqualTo("capped session 60.5");
        assertThat(chat("bob", "k3", 13)).isEqualTo("capped request 50");
        desk.isAt("2026-11-15T10:00:01Z");
        assertThat(clear("ada").stdout()).startsWith("""
                The catalogue's caps hold for ada and chat again: 50 credits a request, 100 credits in 60 minutes, 500 credits a day.
                """);
        assertThat(chat("ada", "k4", 12)).isEqualTo("charged");
        assertThat(chat("ada", "k5", 1)).isEqualTo("capped session 100");
        assertThat(clear("ada").stdout()).startsWith("ada had no caps of their own for chat; nothing was changed.\n");
    }

    @Test
    void what_is_not_named_stays_as_it_was_said_before() {
        set("ada", "--day", "8");
        desk.isAt("2026-11-15T10:00:01Z");
        CommandLineRun run = set("ada", "--request", "0", "-o", "json");
        assertThat(run.json().toString())
                .isEqualTo(
                        "{\"user\":\"ada\",\"action\":\"chat\",\"requestMillicredits\":0,\"sessionMillicredits\":100000,"
                                + "\"dayMillicredits\":8000,\"own\":true,\"changed\":true}");
        assertThat(chat("ada", "k1", 1)).isEqualTo("capped request 0");
        assertThat(set("ada", "--request", "0", "-o", "json")
                        .json()
                        .path("changed")
                        .booleanValue())
                .isFalse();
        assertThat(desk.count("account_cap")).isEqualTo(2);
    }

    @Test
    void a_dry_run_changes_nothing() {
        CommandLineRun run = set("ada", "--day", "8", "--dry-run");
        assertThat(run.stdout()).startsWith("ada may be charged for chat").endsWith("Dry run: nothing was changed.\n");
        assertThat(desk.count("account_cap")).isZero();
    }

    @Test
    void lists_say_what_holds_and_who_set_it_and_the_history_forgets_nothing() {
        assertThat(desk.bursar("caps", "list").stdout())
                .isEqualTo("Nobody has caps of their own; the catalogue's hold.\n");
        assertThat(desk.bursar("caps", "list", "-o", "json").stdout()).isEqualTo("[]\n");
        set("ada", "--day", "none");
        assertThat(desk.bursar("caps", "list", "ada", "-o", "csv").stdout())
                .matches(
                        "(?s)userId,action,creditType,requestMillicredits,sessionMillicredits,dayMillicredits,setBy,setAt,reason\\R"
                                + "ada,chat,credits,50000,100000,,[^,]+,2026-11-15T10:00:00Z,paid\\R");
        assertThat(desk.bursar("caps", "list", "bob", "-o", "csv").stdout())
                .contains("\nbob,chat,credits,50000,100000,500000,catalogue,,");
        assertThat(desk.bursar("caps", "list", "-o", "csv").stdout().lines()).hasSize(2);
        assertThat(desk.bursar("explain", "ada", "-o", "json").stdout())
                .contains("\"capSessionMillicredits\" : 100000");
        desk.isAt("2026-11-15T10:00:01Z");
        clear("ada");
        assertThat(desk.bursar("caps", "list", "-o", "csv").stdout().lines()).hasSize(1);
        assertThat(desk.bursar("caps", "history", "ada", "-o", "json")
                        .json()
                        .valueStream()
                        .map(word -> word.path("what").stringValue() + " "
                                + word.path("reason").stringValue()))
                .containsExactly("cleared over", "set paid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nobody | chat | 5 | 2 | unknown user 'nobody'",
                "ada | dance | 5 | 2 | action 'dance' has no price at 2026-11-15T10:00:00Z",
                "ada | chat | -5 | 2 | a cap cannot be negative, as -5 credits is; nothing was changed",
                "ada | chat | 1e3 | 2 | '1e3' is no amount of credits; nothing was changed",
                "ada | chat | 0.0001 | 2 | 0.0001 credits has more than three decimals",
                "ada | chat | 9223372036854776 | 2 | 9,223,372,036,854,776 credits is more than an account can hold",
            })
    void what_is_no_cap_is_refused(String user, String action, String credits, int exit, String message) {
        CommandLineRun run =
                desk.bursar("caps", "set", user, "--action", action, "--request", credits, "--reason", "test");
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.stderr()).startsWith("bursar: " + message);
        assertThat(desk.count("account_cap")).isZero();
    }

    @Test
    void a_reason_and_a_cap_are_asked_for() {
        assertThat(desk.bursar("caps", "set", "ada", "--action", "chat", "--day", "5")
                        .stderr())
                .startsWith("bursar: --reason is missing; nothing was changed");
        CommandLineRun none = set("ada");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.stderr()).isEqualTo("""
                bursar: no cap was named; nothing was changed
                  Give --request, --session, --day, or some of them: a number of credits, or none.
                """);
    }

    private CommandLineRun set(String user, String... more) {
        String[] words = {"caps", "set", user, "--action", "chat", "--reason", "paid"};
        return desk.bursar(
                Stream.concat(List.of(words).stream(), List.of(more).stream()).toArray(String[]::new));
    }

    private CommandLineRun clear(String user) {
        return desk.bursar("caps", "clear", user, "--action", "chat", "--reason", "over");
    }

    private String chat(String user, String key, int tokens) {
        var answer = desk.bursar(
                        "charge",
                        user,
                        "--action",
                        "chat",
                        "--model",
                        "m",
                        "--input-tokens",
                        String.valueOf(tokens),
                        "--key",
                        key,
                        "-o",
                        "json")
                .json();
        String status = answer.path("status").stringValue();
        return status.equals("capped")
                ? status + " " + answer.path("cap").stringValue() + " "
                        + answer.path("capCredits").decimalValue().toPlainString()
                : status;
    }
}
