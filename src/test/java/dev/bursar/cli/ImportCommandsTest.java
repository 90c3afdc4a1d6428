package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an import does with good files: once, twice, and edited. */
class ImportCommandsTest {
    private static final String ADA = "ada,ada@example.com,Ada,2026-01-01T00:00:00Z\n";
    private static final String BOB = "bob,bob@example.com,Bob,2026-02-01T09:00:00+01:00\n";

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @Test
    void an_import_answers_the_contract_s_object() {
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + ADA + BOB);
        CommandLineRun run = desk.bursar("import", "customers", file.toString(), "-o", "json");
        assertThat(run.exit()).isZero();
        assertThat(run.json().propertyNames()).containsExactly("import", "file", "sha256", "dryRun", "counts", "files");
        assertThat(run.json().path("import").stringValue()).isEqualTo("customers");
        assertThat(run.json().path("file").stringValue()).isEqualTo("customers.csv");
        assertThat(Desk.counts(run.json())).isEqualTo("2/2/0/0");
        assertThat(run.json().path("files").isEmpty()).isTrue();
        assertThat(desk.home().resolve("out")).doesNotExist();
    }

    @Test
    void people_read_what_happened_and_what_comes_next() {
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + ADA);
        assertThat(desk.bursar("import", "customers", file.toString()).stdout()).isEqualTo("""
                customers.csv: 1 row read, 1 written, 0 unchanged, 0 rejected.
                Next: bursar import subscriptions FILE puts them on plans.
                """);
        assertThat(desk.bursar("import", "customers", file.toString()).stdout()).isEqualTo("""
                customers.csv: 1 row read, 0 written, 1 unchanged, 0 rejected.
                Nothing was changed: every row was imported before.
                """);
    }

    @Test
    void a_file_without_rows_is_no_error() {
        CommandLineRun run = desk.bursar(
                "import", "purchases", desk.file("p.csv", Desk.PURCHASES).toString());
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).isEqualTo("""
                p.csv: 0 rows read, 0 written, 0 unchanged, 0 rejected.
                Nothing was changed: the file has a header and no rows.
                """);
    }

    @Test
    void of_an_edited_file_only_the_row_that_changed_acts() {
        desk.load("customers", Desk.CUSTOMERS + ADA + BOB);
        desk.database()
                .client()
                .sql("UPDATE customer SET name = 'Host knows better' WHERE user_id = 'ada'")
                .update();
        JsonNode edited = desk.load("customers", Desk.CUSTOMERS + ADA + BOB.replace("Bob", "Robert"));
        assertThat(Desk.counts(edited)).isEqualTo("2/1/1/0");
        assertThat(names()).isEqualTo("ada=Host knows better bob=Robert");
    }

    @Test
    void a_locale_stays_when_the_file_has_no_such_column_and_goes_when_it_is_empty() {
        desk.load("customers", "user_id,email,name,created_at,locale\nada,,,2026-01-01T00:00:00Z,de-DE\n");
        desk.load("customers", Desk.CUSTOMERS + "ada,new@example.com,,2026-01-01T00:00:00Z\n");
        assertThat(locale()).isEqualTo("de-DE");
        desk.load("customers", "user_id,email,name,created_at,locale\nada,,,2026-01-01T00:00:00Z,\n");
        assertThat(locale()).isEqualTo("none");
    }

    @Test
    void a_row_repeated_in_a_file_counts_once_and_one_with_other_content_is_rejected() {
        JsonNode imported = desk.load("customers", Desk.CUSTOMERS + ADA + BOB + ADA + ADA.replace("Ada", "Eve"));
        assertThat(Desk.counts(imported)).isEqualTo("4/2/1/1");
        assertThat(Desk.rejects(imported))
                .containsExactly(
                        "line,column,reason,user_id,email,name,created_at",
                        "5,user_id,\"stands already on line 2, with other content\",ada,ada@example.com,Eve,2026-01-01T00:00:00Z");
        assertThat(names()).isEqualTo("ada=Ada bob=Bob");
    }

    @Test
    void a_subscription_that_changed_in_the_file_is_changed_and_one_that_an_operator_changed_is_left() {
        desk.hasSubscriber("ada", "free", "2026-11-01");
        assertThat(desk.bursar("subscription", "set", "ada", "--plan", "pro").exit())
                .isZero();
        Path same = desk.file("again.csv", Desk.SUBSCRIPTIONS + "ada,free,calendar,2026-01-01,active,2026-11-01\n");
        assertThat(Desk.counts(desk.load("subscriptions", same))).isEqualTo("1/0/1/0");
        JsonNode edited = desk.load(
                "subscriptions", Desk.SUBSCRIPTIONS + "ada,enterprise,calendar,2026-01-01,active,2026-11-01\n");
        assertThat(Desk.counts(edited)).isEqualTo("1/1/0/0");
        assertThat(desk.bursar("subscription", "show", "ada", "-o", "json")
                        .json()
                        .findValuesAsString("plan"))
                .containsExactly("free", "pro", "enterprise");
    }

    @Test
    void each_purchase_is_a_lot_and_an_entry_once_whatever_file_it_stands_in() {
        desk.hasCustomers("ada");
        String first = "pay_1,ada,starter,999,usd,2026-10-01T00:00:00Z\n";
        String second = "pay_2,ada,professional,4999,USD,2026-10-02T00:00:00Z\n";
        assertThat(Desk.counts(desk.load("purchases", Desk.PURCHASES + first))).isEqualTo("1/1/0/0");
        assertThat(Desk.counts(desk.load("purchases", Desk.PURCHASES + second + first)))
                .isEqualTo("2/1/1/0");
        assertThat(desk.bursar("balance", "ada", "-o", "csv").stdout())
                .isEqualToNormalizingNewlines(
                        "creditType,balanceMillicredits,spendableMillicredits\ncredits,62480000,62480000\n");
        assertThat(desk.count("lot")).isEqualTo(2);
        assertThat(desk.count("entry")).isEqualTo(2);
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    @Test
    void a_user_s_purchases_are_booked_in_the_order_in_which_they_were_made() {
        desk.hasCustomers("ada", "bob");
        desk.load(
                "purchases",
                Desk.PURCHASES
                        + "late,ada,starter,999,usd,2026-10-03T00:00:00+02:00\n"
                        + "other,bob,starter,999,usd,2026-10-01T00:00:00Z\n"
                        + "early,ada,starter,999,usd,2026-10-02T21:59:59Z\n");
        assertThat(desk.bursar("ledger", "ada", "-o", "json").json().findValuesAsString("referenceId"))
                .containsExactly("early", "late");
    }

    @Test
    void a_dry_run_says_the_same_and_leaves_no_row() {
        Path file = desk.file("customers.csv", Desk.CUSTOMERS + ADA + "bob,,,yesterday\n");
        CommandLineRun run = desk.bursar("import", "customers", file.toString(), "--dry-run", "-o", "json");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(Desk.counts(run.json())).isEqualTo("2/1/0/1");
        assertThat(run.json().path("dryRun").booleanValue()).isTrue();
        assertThat(desk.count("customer")).isZero();
    }

    @Test
    void the_reject_file_is_named_by_kind_and_fingerprint_and_goes_when_its_rows_are_good() throws Exception {
        Path file = desk.file("subs.csv", Desk.SUBSCRIPTIONS + "ada,pro,calendar,2026-01-01,active,2026-11-01\n");
        JsonNode imported = desk.load("subscriptions", file);
        String sha256 = imported.path("sha256").stringValue();
        Path rejects =
                desk.home().resolve("out/import/subscriptions-" + sha256.substring(0, 12) + "/subs.csv.rejected.csv");
        assertThat(imported.path("files").get(0).stringValue()).isEqualTo(rejects.toString());
        String before = Files.readString(rejects);
        desk.load("subscriptions", file);
        assertThat(rejects).hasContent(before);
        desk.hasCustomers("ada");
        assertThat(Desk.counts(desk.load("subscriptions", file))).isEqualTo("1/1/0/0");
        assertThat(rejects).doesNotExist();
    }

    private String names() {
        return desk.database()
                .client()
                .sql("SELECT string_agg(user_id || '=' || name, ' ' ORDER BY user_id) FROM customer")
                .query(String.class)
                .single();
    }

    private String locale() {
        return desk.database()
                .client()
                .sql("SELECT coalesce(locale, 'none') FROM customer")
                .query(String.class)
                .single();
    }
}
