package dev.bursar.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Usage as it might come: several kinds, many at the same instant, ids used twice, users and models that nobody knows. */
final class RandomUsage {
    private static final int EVENTS = 220;

    private RandomUsage() {}

    /** In the order in which a file of them is charged. */
    static List<UsageEvent> events(Random random) {
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            String id = "r" + (random.nextInt(12) == 0 ? random.nextInt(i + 1) : i);
            String user = random.nextInt(60) == 0
                    ? "nobody"
                    : RandomTerms.USERS.get(random.nextInt(RandomTerms.USERS.size()));
            Instant at = random.nextInt(8) == 0 && i > 0 ? events.get(i - 1).at() : RandomTerms.instant(random);
            events.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 ->
                            new UsageEvent(
                                    id,
                                    user,
                                    at,
                                    "ANALYSIS",
                                    null,
                                    null,
                                    null,
                                    1L + random.nextInt(6_000),
                                    1 + random.nextInt(12));
                        case 2 -> new UsageEvent(id, user, at, "roast", null, null, null, null, null);
                        case 3 ->
                            new UsageEvent(
                                    id, user, at, "resume-analysis", null, null, null, 1L + random.nextInt(9), 1);
                        case 4 ->
                            new UsageEvent(
                                    id,
                                    user,
                                    at,
                                    "chat",
                                    "small",
                                    (long) random.nextInt(9_000),
                                    (long) random.nextInt(3_000),
                                    null,
                                    null);
                        default ->
                            new UsageEvent(
                                    id,
                                    user,
                                    at,
                                    random.nextInt(9) == 0 ? "nope" : "chat",
                                    random.nextInt(9) == 0 ? "large" : "small",
                                    100L,
                                    20L,
                                    1L,
                                    1);
                    });
        }
        events.sort(Comparator.comparing(UsageEvent::user)
                .thenComparing(UsageEvent::at)
                .thenComparing(UsageEvent::id));
        return events;
    }

    /** Before some events their user is given credits, or gets an earlier charge back. */
    static Map<Integer, Interruption> interruptions(List<UsageEvent> events, Random random) {
        Map<Integer, Interruption> between = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            int place = 1 + random.nextInt(events.size() - 1);
            UsageEvent next = events.get(place);
            if (!next.user().equals("nobody")) {
                between.put(
                        place,
                        random.nextInt(3) == 0
                                ? new Interruption(
                                        "SELECT refund(?, 'test')::text",
                                        List.of(events.get(place - 1).id()))
                                : new Interruption(
                                        "SELECT grant_credits(?, ?, ?, NULL, ?, 'test')::text",
                                        List.of(
                                                next.user(),
                                                RandomTerms.TYPES.get(random.nextInt(4)),
                                                1_000L * random.nextInt(1, 50),
                                                "between-" + place)));
            }
        }
        return between;
    }
}
