package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What legacy systems export: every quirk is survived, and every credit is accounted for. */
class BackfillQuirksTest {
    private static final String MAPPING = """
            columns: {user: Kunde, plan: Tarif, amount: Guthaben, limit: Grenze, period-start: Beginn, period-end: Ende,
                      seam: Stichtag, paid-cents: Bezahlt}
            file: {delimiter: ";", encoding: mixed}
            amount:
              decimal: ","
              thousands: "."
              rounding: down
              into:
                - {credit-type: credits, percent: 60}
                - {credit-type: shobeis, percent: 40}
            dates: {format: dd.MM.yyyy, zone: Europe/Berlin}
            plans:
              - {legacy: Gold, plan: pro}
              - {legacy: Keiner, plan: none}
            expires: {days: 90}
            currency: EUR
            subscriptions: create
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.isAt("2026-11-15T10:00:00Z");
    }

    @Test
    void every_quirk_of_an_export_is_kept_and_reported_or_rejected_with_its_reason() throws IOException {
        desk.hasCustomers(
                "zoë", "rené", "ann", "ben", "cleo", "dora", "emil", "fay", "gus", "hal", "ivy", "jon", "kim", "lea",
                "max", "noa");
        ByteArrayOutputStream export = new ByteArrayOutputStream();
        export.write("""
                Bemerkung;Kunde;Tarif;Guthaben;Grenze;Beginn;Ende;Stichtag;Bezahlt
                ;zoë;Gold;1.234,5;1.000;01.11.2026;01.12.2026;;999
                ;ann;Silber;5;;;;;
                ;ben;Gold;-3;;;;;
                ;ghost;Gold;7;;;;;
                ;;Gold;7;;;;;
                ;cleo;Gold;10;;;;;
                ;cleo;Gold;11;;;;;
                ;dora;Gold;1.23;;;;;
                ;emil;Gold;viel;;;;;
                ;fay;Gold;2;;32.13.2026;;;
                ;gus;Gold;2;;01.12.2026;01.11.2026;;
                ;hal;Gold;99999999999;;;;;
                ;ivy;Keiner;2,5;;;;;
                ;jon;Gold;0;;;;;
                ;kim;Gold
                ;lea;Gold;5;;;;10.11.2026;
                ;max;Gold;5;;;;20.11.2026;
                ;noa;Gold;5;;;;;9,99
                """.getBytes(StandardCharsets.UTF_8));
        export.write("=1+1;rené;Gold;20;;01.06.2025;01.12.2026;;\n".getBytes(Charset.forName("windows-1252")));
        Path file = desk.file("export.csv", export.toByteArray());
        Path mapping = desk.file("mapping.yaml", MAPPING);
        String[] asked = {
            "--source", file.toString(), "--mapping", mapping.toString(), "--as-of", "2026-11-15T09:00:00Z"
        };
        CommandLineRun plan = desk.bursar(with("plan", asked));
        assertThat(plan.stdout())
                .as("whom the run will subscribe is not without a subscription")
                .contains("  1 × user without a subscription: nothing is allocated to them\n");

        CommandLineRun run = desk.bursar(with(
                "run", Stream.concat(Stream.of(asked), Stream.of("-o", "json")).toArray(String[]::new)));

        assertThat(run.exit()).as(run.stderr()).isEqualTo(3);
        assertThat(BackfillTest.figures(run.json()))
                .isEqualTo(
                        "read 19 written 6 skipped 0 rejected 13; source 100000001312000 migrated 1271200 earlier 0 rejected 100000000040000 rounding 800");
        assertThat(BackfillTest.rejects(run.json()))
                .containsExactly(
                        "line,column,reason,Bemerkung,Kunde,Tarif,Guthaben,Grenze,Beginn,Ende,Stichtag,Bezahlt",
                        "3,Tarif,unknown plan 'Silber',,ann,Silber,5,,,,,",
                        "4,Guthaben,'-3' is negative,,ben,Gold,-3,,,,,",
                        "5,Kunde,unknown user 'ghost',,ghost,Gold,7,,,,,",
                        "6,Kunde,is empty,,,Gold,7,,,,,",
                        "8,Kunde,\"stands already on line 7, with other content\",,cleo,Gold,11,,,,,",
                        "9,Guthaben,\"'1.23' is no number; write it as 1234,5\",,dora,Gold,1.23,,,,,",
                        "10,Guthaben,\"'viel' is no number; write it as 1234,5\",,emil,Gold,viel,,,,,",
                        "11,Beginn,'32.13.2026' is no date that can be read,,fay,Gold,2,,32.13.2026,,,",
                        "12,Ende,the period does not end after it begins,,gus,Gold,2,,01.12.2026,01.11.2026,,",
                        "13,Guthaben,'99999999999' is more than a balance can be,,hal,Gold,99999999999,,,,,",
                        "16,,has 3 fields where the header names 9,,kim,Gold",
                        "18,Stichtag,the seam 2026-11-19T23:00:00Z has not come yet,,max,Gold,5,,,,20.11.2026,",
                        "19,Bezahlt,\"'9,99' is no whole number of cents\",,noa,Gold,5,,,,,\"9,99\"");
        assertThat(lots(desk))
                .containsExactly(
                        "cleo credits 6 until 2027-02-13T09:00:00Z -",
                        "cleo shobeis 4 until 2027-02-13T09:00:00Z -",
                        "ivy credits 1.5 until 2027-02-13T09:00:00Z -",
                        "ivy shobeis 1 until 2027-02-13T09:00:00Z -",
                        "lea credits 3 until 2027-02-07T23:00:00Z -",
                        "lea shobeis 2 until 2027-02-07T23:00:00Z -",
                        "rené credits 12 until 2026-11-30T23:00:00Z -",
                        "rené shobeis 8 until 2026-11-30T23:00:00Z -",
                        "zoë credits 740.7 until 2026-11-30T23:00:00Z 599 eur",
                        "zoë shobeis 493 until 2026-11-30T23:00:00Z 400 eur");
        assertThat(
                        desk.sql(
                                "SELECT concat_ws(' ', user_id, credit_type, period_start AT TIME ZONE 'Europe/Berlin', period_end AT TIME ZONE 'Europe/Berlin') FROM usage_counters ORDER BY user_id, credit_type"))
                .containsExactly(
                        "rené credits 2025-06-01 00:00:00 2026-12-01 00:00:00",
                        "rené shobeis 2025-06-01 00:00:00 2026-12-01 00:00:00",
                        "zoë credits 2026-11-01 00:00:00 2026-12-01 00:00:00",
                        "zoë shobeis 2026-11-01 00:00:00 2026-12-01 00:00:00");
        JsonNode report = JsonMapper.shared().readTree(Files.readString(fileOf(run.json(), "report.json")));
        assertThat(odd(report))
                .containsExactly(
                        "1 above-limit",
                        "2 decimals",
                        "3 local-date",
                        "1 long-period",
                        "1 no-subscription",
                        "1 nothing-left",
                        "4 period-over",
                        "1 rounded",
                        "1 thousands-separator");
        assertThat(report.path("recodedLines").longValue()).isEqualTo(1);
        assertThat(Files.readAllLines(fileOf(run.json(), "rounded.csv")))
                .containsExactly(
                        "line,user_id,amount,becomes,difference_credits",
                        "2,zoë,1234.5,\"740.7 credits, 493 shobeis\",0.8");
        assertThat(desk.bursar("backfill", "verify").exit()).isZero();
        assertThat(desk.brokenInvariants()).isEmpty();
    }

    private static String[] with(String verb, String... options) {
        return Stream.concat(Stream.of("backfill", verb), Stream.of(options)).toArray(String[]::new);
    }

    /** What each user has, and until when. */
    static List<String> lots(Desk desk) {
        return desk.sql("""
                SELECT concat_ws(' ', user_id, credit_type, trim_scale(remaining_millicredits / 1000.0), 'until', coalesce(iso_instant(expires_at), 'never'),
                                 coalesce(net_price_cents::text, '-'), currency)
                FROM credit_lot ORDER BY user_id COLLATE "C", credit_type""");
    }

    private static List<String> odd(JsonNode report) {
        List<String> odd = new ArrayList<>();
        report.path("odd")
                .forEach(each -> odd.add(
                        each.path("rows").longValue() + " " + each.path("kind").stringValue()));
        return odd;
    }

    private static Path fileOf(JsonNode run, String name) {
        for (JsonNode file : run.path("files")) {
            if (file.stringValue().endsWith("/" + name)) {
                return Path.of(file.stringValue());
            }
        }
        throw new AssertionError("the run wrote no " + name);
    }
}
