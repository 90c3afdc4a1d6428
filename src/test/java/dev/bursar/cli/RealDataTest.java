package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The 23,570 customers and 69,659 purchases of the shared data, of which 80 have a wrong amount. */
@Order(1)
class RealDataTest {
    @Test
    void all_of_it_loads_the_wrong_amounts_are_the_rejects_and_a_second_time_changes_nothing(@TempDir Path folder) {
        Path customers = SharedData.require("ready/customers.csv");
        Path subscriptions = SharedData.require("ready/subscriptions.csv");
        Path purchases = SharedData.require("ready/purchases.csv");
        try (Desk desk = new Desk(folder)) {
            assertThat(Desk.counts(desk.load("customers", customers))).isEqualTo("23570/23570/0/0");
            assertThat(Desk.counts(desk.load("subscriptions", subscriptions))).isEqualTo("23570/23570/0/0");
            JsonNode booked = desk.load("purchases", purchases);
            assertThat(Desk.counts(booked)).isEqualTo("69659/69579/0/80");
            assertThat(Desk.rejects(booked).stream().skip(1))
                    .hasSize(80)
                    .allMatch(line -> line.contains(
                            ",amount_cents,\"amount 0 does not match package starter, which costs 999 usd\","));
            assertThat(desk.count("lot")).isEqualTo(69_579);
            assertThat(desk.count("entry")).isEqualTo(69_579);
            assertThat(desk.brokenInvariants()).isEmpty();

            assertThat(Desk.counts(desk.load("customers", customers))).isEqualTo("23570/0/23570/0");
            assertThat(Desk.counts(desk.load("subscriptions", subscriptions))).isEqualTo("23570/0/23570/0");
            assertThat(Desk.counts(desk.load("purchases", purchases))).isEqualTo("69659/0/69579/80");
            assertThat(desk.count("entry")).isEqualTo(69_579);
        }
    }
}
