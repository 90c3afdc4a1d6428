package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What usage may meet: users on several plans, catalogues, credits, caps, switches, a seam, closed days, at random times of the past. */
final class RandomTerms {
    static final List<String> TYPES = List.of("credits", "shobeis", "analysis", "roast");
    static final List<String> USERS = List.of("ada", "ben", "cleo", "dan", "eve");
    static final String NOW = "2026-12-10T00:00:00Z";
    private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
    private static final int SECONDS = 68 * 86_400;

    private final Random random;

    RandomTerms(Random random) {
        this.random = random;
    }

    /** A town with five users. */
    Desk town(Path folder) {
        Desk desk = new Desk(folder);
        desk.isAt("2026-09-01T00:00:00Z");
        if (random.nextBoolean()) {
            changeCatalogue(desk);
        }
        desk.isAt("2026-10-01T00:00:00Z");
        desk.hasCustomers(USERS.toArray(String[]::new));
        desk.load(
                "subscriptions",
                Desk.SUBSCRIPTIONS
                        + "ada,pro,calendar,2026-01-01,active,2026-09-01\n"
                        + "ben,basic,anniversary,2026-01-31,active,2026-10-05\n"
                        + "cleo,enterprise,anniversary,2026-01-15,active,2026-10-01\n"
                        + "dan,free,calendar,2026-01-01,active,2026-11-01\n");
        desk.load("prices", "model,input_usd_per_token,output_usd_per_token\nsmall,0.0000025,0.00001\n");
        assertThat(desk.bursar("subscription", "set", "ben", "--plan", "pro", "--effective", "2026-11-10")
                        .exit())
                .isZero();
        JdbcClient client = desk.database().client();
        grant(client);
        TestClock.set(client, NOW);
        limit(client);
        turn(client);
        return desk;
    }

    /** Other prices, caps, multipliers and rollovers from some day on, and missed periods that are forgiven. */
    private void changeCatalogue(Desk desk) {
        try {
            String text = Files.readString(Path.of("migrations/default-catalogue.yaml"))
                    .replace("multiplier: 0.9", "multiplier: 0.93")
                    .replace("credits: 10, per: 500", "credits: 7, per: 300")
                    .replace(
                            "markup: 4, caps: {request: 50, session: 100, day: 500}",
                            "markup: 5.5, caps: {request: 1, day: 2}")
                    .replace("percent: 50, cap: 2000, periods: 1", "percent: 30, cap: 900, periods: 2")
                    .replace("grant-each", random.nextBoolean() ? "latest-only" : "grant-each");
            CommandLineRun applied = desk.bursar(
                    "catalogue",
                    "apply",
                    desk.file("other.yaml", text).toString(),
                    "--effective-from",
                    "2026-10-%02d".formatted(5 + random.nextInt(25)));
            assertThat(applied.exit()).as(applied.stderr()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Credits of two kinds, with and without an end. */
    private void grant(JdbcClient client) {
        for (String user : USERS) {
            int grants = random.nextInt(4);
            for (int i = 0; i < grants; i++) {
                TestClock.set(client, instant(random).toString());
                Instant end = instant(random);
                client.sql("SELECT grant_credits(?, ?, ?, ?, ?, 'test')::text")
                        .param(user)
                        .param(random.nextBoolean() ? "credits" : "shobeis")
                        .param(1_000L * (1 + random.nextInt(400)))
                        .param(random.nextBoolean() || !end.isAfter(now(client)) ? null : end.atOffset(ZoneOffset.UTC))
                        .param("grant-" + user + i)
                        .query(String.class)
                        .single();
            }
        }
    }

    /** A seam, perhaps a frozen user, caps of some accounts' own, and closed days. */
    private void limit(JdbcClient client) {
        client.sql("UPDATE customer SET seam_at = ? WHERE user_id = 'cleo'")
                .param(FIRST.plusSeconds(random.nextInt(SECONDS / 4)).atOffset(ZoneOffset.UTC))
                .update();
        if (random.nextInt(4) == 0) {
            client.sql("UPDATE customer SET frozen_at = business_now(), frozen_reason = 'test' WHERE user_id = 'eve'")
                    .update();
        }
        client.sql("INSERT INTO account_cap (account_id, action, cap_day_millicredits, effective_at, actor, reason)"
                        + " SELECT id, 'ANALYSIS', 60000, ?, 'test', 'test' FROM account WHERE id % 3 = ?")
                .params(instant(random).atOffset(ZoneOffset.UTC), random.nextInt(3))
                .update();
        client.sql(
                        "INSERT INTO closed_day (day) SELECT DISTINCT date '2026-10-01' + (random.n * 7) FROM generate_series(1, ?) AS random (n)")
                .param(random.nextInt(6))
                .update();
    }

    /** Charging modes that change, all of them in the past. */
    private void turn(JdbcClient client) {
        throwSwitch(client, "billing_charging_enabled");
        throwSwitch(client, "shobeis_system_enabled");
        List<String> flags = List.of(
                "shadow_billing_enabled=true",
                "shadow_billing_enabled=false",
                "credits_v2_enabled=false",
                "credits_v2_enabled=true",
                "billing_rollout_percentage=60",
                "billing_allowlist=ada,eve",
                "shobeis_blocklist=cleo",
                "billing_rounding_mode=ceil");
        for (String flag : flags) {
            if (random.nextInt(3) > 0) {
                client.sql(
                                "INSERT INTO flag_change (flag, value, source, effective_at, actor) VALUES (?, ?, 'operator', ?, 'test')")
                        .params(
                                flag.split("=")[0],
                                flag.split("=")[1],
                                instant(random).atOffset(ZoneOffset.UTC))
                        .update();
            }
        }
    }

    /** Off for some days and on again; a switch that were still off now would govern all of the past, too. */
    private void throwSwitch(JdbcClient client, String flag) {
        Instant off = instant(random).minus(Duration.ofDays(4));
        for (boolean value : new boolean[] {false, true}) {
            client.sql(
                            "INSERT INTO flag_change (flag, value, source, effective_at, actor) VALUES (?, ?, 'operator', ?, 'test')")
                    .params(
                            flag,
                            String.valueOf(value),
                            off.plus(Duration.ofDays(value ? 4 : 0)).atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    static Instant instant(Random random) {
        return FIRST.plusSeconds(random.nextInt(SECONDS));
    }

    private static Instant now(JdbcClient client) {
        return client.sql("SELECT business_now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
