package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One test for each way in which a row can be wrong; its line in the reject file, word for word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportRejectsTest {
    private Desk desk;

    @BeforeAll
    void open(@TempDir Path folder) {
        desk = new Desk(folder);
        desk.hasCustomers("ada");
    }

    @AfterAll
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,e,n,2026-01-01T00:00:00Z        | 2,user_id,is empty,
            bob,e,n,2026-01-01T00:00:00      | 2,created_at,'2026-01-01T00:00:00' is without a zone; end it with Z or an offset such as +01:00,
            bob,e,n,01/02/2026               | 2,created_at,'01/02/2026' is no instant; write it as 2026-11-01T09:30:00Z,
            bob,e,n,2026-02-30T00:00:00Z     | 2,created_at,'2026-02-30T00:00:00Z' is no instant that a calendar has,
            bob,e,n                          | 2,,has 3 fields where the header names 4,
            bob,e,n,2026-01-01T00:00:00Z,x,y | 2,,has 6 fields where the header names 4; surplus: 'x',
            """)
    void customers(String row, String reject) {
        rejects("customers", Desk.CUSTOMERS, row, reject);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            zed,pro,calendar,2026-01-01,active,2026-11-01  | 2,user_id,unknown user 'zed',
            ada,gold,calendar,2026-01-01,active,2026-11-01 | 2,plan,unknown plan 'gold',
            ada,,calendar,2026-01-01,active,2026-11-01     | 2,plan,is empty,
            ada,pro,weekly,2026-01-01,active,2026-11-01    | 2,cycle,"'weekly' is none of calendar, anniversary",
            ada,pro,calendar,2026-13-01,active,2026-11-01  | 2,anchor_date,'2026-13-01' is no date that a calendar has,
            ada,pro,calendar,2026-01-01,paused,2026-11-01  | 2,status,"'paused' is none of active, canceled",
            ada,pro,calendar,2026-01-01,active,tomorrow    | 2,allocate_from,'tomorrow' is no date; write it as 2026-11-01,
            """)
    void subscriptions(String row, String reject) {
        rejects("subscriptions", Desk.SUBSCRIPTIONS, row, reject);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Mars/Olympus                     | 2,zone,'Mars/Olympus' is no zone; name one such as Europe/Berlin,
            +02:00                           | 2,zone,'+02:00' is no zone; name one such as Europe/Berlin,
            SystemV/PST8                     | 2,zone,zone 'SystemV/PST8' is unknown to PostgreSQL,
            """)
    void zones(String zone, String reject) {
        rejects(
                "subscriptions",
                Desk.SUBSCRIPTIONS.replace("\n", ",zone\n"),
                "ada,pro,calendar,2026-01-01,active,2026-11-01," + zone,
                reject);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            p,zed,starter,999,usd,2026-10-01T00:00:00Z                 | 2,user_id,unknown user 'zed',
            p,ada,gold,999,usd,2026-10-01T00:00:00Z                    | 2,package,unknown package 'gold' at 2026-10-01T00:00:00Z,
            p,ada,starter,998,usd,2026-10-01T00:00:00Z                 | 2,amount_cents,"amount 998 does not match package starter, which costs 999 usd",
            p,ada,starter,0,usd,2026-10-01T00:00:00Z                   | 2,amount_cents,"amount 0 does not match package starter, which costs 999 usd",
            p,ada,starter,-999,usd,2026-10-01T00:00:00Z                | 2,amount_cents,'-999' is negative,
            p,ada,starter,9.99,usd,2026-10-01T00:00:00Z                | 2,amount_cents,'9.99' is no whole number of cents,
            p,ada,starter,9223372036854775808,usd,2026-10-01T00:00:00Z | 2,amount_cents,"'9223372036854775808' is more than 9223372036854775807, the most that can be kept",
            p,ada,starter,9223372036854775807,usd,2026-10-01T00:00:00Z | 2,amount_cents,"amount 9223372036854775807 does not match package starter, which costs 999 usd",
            p,ada,starter,999,eur,2026-10-01T00:00:00Z                 | 2,currency,"currency 'eur' does not match package starter, which is sold in usd",
            p,ada,starter,999,dollars,2026-10-01T00:00:00Z             | 2,currency,'dollars' is no currency; write it as usd,
            p,ada,starter,999,usd,2026-12-01T00:00:00Z                 | 2,purchased_at,purchased_at 2026-12-01T00:00:00Z is in the future,
            ,ada,starter,999,usd,2026-10-01T00:00:00Z                  | 2,payment_id,is empty,
            """)
    void purchases(String row, String reject) {
        rejects("purchases", Desk.PURCHASES, row, reject);
    }

    @Test
    void a_user_id_of_256_characters() {
        String user = "x".repeat(256);
        rejects(
                "customers",
                Desk.CUSTOMERS,
                user + ",,,2026-01-01T00:00:00Z",
                "2,user_id,has 256 characters; 255 are the most that it may have,");
    }

    @Test
    void a_payment_known_with_other_content() {
        desk.load("purchases", Desk.PURCHASES + "known,ada,starter,999,usd,2026-10-01T00:00:00Z\n");
        rejects(
                "purchases",
                Desk.PURCHASES,
                "known,ada,professional,4999,usd,2026-10-01T00:00:00Z",
                "2,payment_id,payment 'known' is known with other content,");
    }

    @Test
    void text_that_a_spreadsheet_would_run_is_neutralised_and_amounts_stay_plain() {
        JsonNode imported =
                desk.load("purchases", Desk.PURCHASES + "=1+1,@ada,+starter,-999,-usd,2026-10-01T00:00:00Z\n");
        assertThat(Desk.rejects(imported).get(1))
                .isEqualTo("2,amount_cents,'-999' is negative,'=1+1,'@ada,'+starter,-999,'-usd,2026-10-01T00:00:00Z");
    }

    @Test
    void the_columns_of_the_reject_file_are_those_of_the_file_in_its_order() {
        JsonNode imported = desk.load("customers", "name,created_at,locale,user_id,email\nBob,never,en,bob,b@x\n");
        assertThat(Desk.rejects(imported))
                .containsExactly(
                        "line,column,reason,name,created_at,locale,user_id,email",
                        "2,created_at,'never' is no instant; write it as 2026-11-01T09:30:00Z,Bob,never,en,bob,b@x");
    }

    private void rejects(String kind, String header, String row, String reject) {
        JsonNode imported = desk.load(kind, header + row + "\n");
        assertThat(Desk.counts(imported)).isEqualTo("1/0/0/1");
        assertThat(Desk.rejects(imported)).hasSize(2);
        assertThat(Desk.rejects(imported).get(1)).startsWith(reject);
    }
}
