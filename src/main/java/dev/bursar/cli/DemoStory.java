package dev.bursar.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the demo: customers of all three products, what they buy, and four months of use, change and error. Everything
 * is reckoned from its first month, so a repeated demo tells the same story under the same keys.
 *
 * @param first the first of the four months
 */
record DemoStory(YearMonth first) {
    static final int MONTHS = 4;

    /** A customer and the subscription; {@code plan} is null for one who only buys. */
    record Person(String userId, String name, @Nullable String plan, String cycle, int anchorDay, String zone) {}

    /**
     * Something that a host or an operator does.
     *
     * @param at business time of it
     * @param arguments a bursar command; or {@code consume}, user, credits and key for the host's own call of consume_credits
     * @param told for people
     */
    record Event(Instant at, List<String> arguments, String told) {}

    static final List<Person> PEOPLE = List.of(
            new Person("ada", "Ada Lovelace", "pro", "calendar", 1, "UTC"),
            new Person("ben", "Benjamin Banneker", "basic", "calendar", 1, "UTC"),
            new Person("cleo", "Cleopatra the Alchemist", "free", "calendar", 1, "UTC"),
            new Person("dirk", "Dirk Gently", "pro", "anniversary", 31, "Europe/Berlin"),
            new Person("eve", "Eve Online", "enterprise", "anniversary", 15, "America/New_York"),
            new Person("finn", "Finn the Human", "basic", "calendar", 1, "Pacific/Auckland"),
            new Person("grace", "Grace Hopper", null, "calendar", 1, "UTC"),
            new Person("hal", "Hal Abelson", null, "calendar", 1, "UTC"));

    String customersCsv() {
        StringBuilder csv = new StringBuilder("user_id,email,name,created_at\n");
        for (Person person : PEOPLE) {
            csv.append("%s,%s@demo.example,%s,%s\n"
                    .formatted(person.userId(), person.userId(), person.name(), at(0, 1, 0)));
        }
        return csv.toString();
    }

    String subscriptionsCsv() {
        StringBuilder csv = new StringBuilder("user_id,plan,cycle,anchor_date,status,allocate_from,zone\n");
        for (Person person : PEOPLE) {
            if (person.plan() != null) {
                YearMonth anchorMonth = YearMonth.of(first.getYear() - 1, 1);
                csv.append("%s,%s,%s,%s,active,%s,%s\n"
                        .formatted(
                                person.userId(),
                                person.plan(),
                                person.cycle(),
                                anchorMonth.atDay(person.anchorDay()),
                                first.atDay(1),
                                person.zone()));
            }
        }
        return csv.toString();
    }

    /** The last line has a wrong amount: it is the reject. */
    String purchasesCsv() {
        return "payment_id,user_id,package,amount_cents,currency,purchased_at\n"
                + "demo-pay-1,grace,starter,999,usd," + at(0, 3, 9) + "\n"
                + "demo-pay-2,hal,professional,4999,usd," + at(0, 5, 14) + "\n"
                + "demo-pay-3,ada,starter,999,usd," + at(1, 20, 11) + "\n"
                + "demo-pay-4,eve,enterprise,9999,usd," + at(2, 2, 16) + "\n"
                + "demo-pay-5,hal,starter,990,usd," + at(2, 9, 8) + "\n";
    }

    /** The first of each month, on which allocation runs; one more than there are months of use. */
    List<LocalDate> allocations() {
        List<LocalDate> days = new ArrayList<>();
        for (int month = 0; month <= MONTHS; month++) {
            days.add(first.plusMonths(month).atDay(1));
        }
        return days;
    }

    /** What happens in a month, in order. */
    List<Event> events(int month) {
        List<Event> events = new ArrayList<>();
        events.add(charge(month, 2, "ada", "ANALYSIS", 60_000, 1, "a long report"));
        events.add(charge(month, 3, "ada", "resume-analysis", 1, 1, "a résumé"));
        events.add(charge(month, 4, "ben", "ANALYSIS", 12_500, 12, "a batch of twelve: 10 % off"));
        events.add(charge(month, 6, "dirk", "ANALYSIS", 90_000, 1, "holistic detection"));
        events.add(charge(month, 7, "eve", "roast", 3, 1, "three roasts"));
        events.add(charge(month, 9, "cleo", "ANALYSIS", 2_000, 1, "a short text"));
        events.add(new Event(
                at(month, 11, 10),
                List.of("consume", "grace", "1250", "demo-chat-grace-" + first.plusMonths(month)),
                "grace chats: 1,250 AI credits, priced by the host"));
        events.add(new Event(
                at(month, 14, 10),
                List.of("consume", "hal", "9001", "demo-chat-hal-" + first.plusMonths(month)),
                "hal chats a lot: 9,001 AI credits"));
        switch (month) {
            case 0 ->
                events.add(charge(month, 12, "cleo", "ANALYSIS", 40_000, 1, "more than the free plan holds: refused"));
            case 1 ->
                events.add(new Event(
                        at(month, 16, 10),
                        List.of("subscription", "set", "ben", "--plan", "pro", "--reason", "demo: upgrade"),
                        "ben upgrades to pro in mid-month: credits for the days that are left"));
            case 2 -> {
                events.add(new Event(
                        at(month, 10, 9),
                        List.of(
                                "refund",
                                "ada",
                                "--key",
                                key(month, 2, "ada"),
                                "--reason",
                                "demo: the report was empty"),
                        "ada's report was empty: a refund, each credit back to its lot"));
                events.add(new Event(
                        at(month, 12, 9),
                        List.of("subscription", "cancel", "cleo", "--reason", "demo: goodbye"),
                        "cleo cancels: no further month is granted"));
            }
            default ->
                events.add(new Event(
                        at(month, 8, 9),
                        List.of(
                                "grant",
                                "grace",
                                "--credit-type",
                                "credits",
                                "--credits",
                                "500",
                                "--expires",
                                at(month + 2, 1, 0).toString(),
                                "--key",
                                "demo-gift-" + month,
                                "--reason",
                                "demo: sorry for the outage"),
                        "grace gets 500 credits that expire in two months, for an outage"));
        }
        events.sort((one, other) -> one.at().compareTo(other.at()));
        return events;
    }

    private Event charge(int month, int day, String user, String action, int quantity, int items, String told) {
        return new Event(
                at(month, day, 10),
                List.of(
                        "charge",
                        user,
                        "--action",
                        action,
                        "--quantity",
                        Integer.toString(quantity),
                        "--items",
                        Integer.toString(items),
                        "--key",
                        key(month, day, user)),
                "%s: %s".formatted(user, told));
    }

    private String key(int month, int day, String user) {
        return "demo-%s-%s".formatted(user, first.plusMonths(month).atDay(day));
    }

    private Instant at(int month, int day, int hour) {
        return first.plusMonths(month).atDay(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }
}
