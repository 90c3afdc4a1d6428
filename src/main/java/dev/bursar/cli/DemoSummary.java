package dev.bursar.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the demo left behind: who has what and how it came about, whether the books agree, and where to look next. */
final class DemoSummary {
    private static final String HOLDINGS = """
            SELECT l.user_id, l.credit_type,
                   sum(l.amount_millicredits) FILTER (WHERE l.type IN ('allocation', 'adjustment', 'bonus', 'migration')) AS granted_millicredits,
                   sum(l.amount_millicredits) FILTER (WHERE l.type = 'purchase') AS bought_millicredits,
                   sum(l.amount_millicredits) FILTER (WHERE l.type IN ('deduction', 'refund')) AS used_millicredits,
                   sum(l.amount_millicredits) FILTER (WHERE l.type = 'expiry') AS expired_millicredits,
                   sum(l.amount_millicredits) AS balance_millicredits
            FROM credit_ledger l WHERE l.user_id IN (:people)
            GROUP BY l.user_id, l.credit_type ORDER BY l.user_id, l.credit_type
            """;

    private final Invocation invocation;
    private final DemoStory story;
    private final Path folder;

    DemoSummary(Invocation invocation, DemoStory story, Path folder) {
        this.invocation = invocation;
        this.story = story;
        this.folder = folder;
    }

    void print() {
        JdbcClient client = invocation.database().client();
        Rows holdings = Rows.of(client.sql(HOLDINGS)
                .param(
                        "people",
                        Stream.concat(DemoStory.PEOPLE.stream().map(DemoStory.Person::userId), DemoRoad.USERS.stream())
                                .toList()));
        List<String> broken = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> "I" + number)
                .filter(name -> client.sql(
                                "SELECT EXISTS (SELECT FROM invariant_" + name.toLowerCase(java.util.Locale.ROOT) + ")")
                        .query(Boolean.class)
                        .single())
                .toList();
        Map<String, Object> facts = new LinkedHashMap<>();
        for (String thing : List.of("customer", "lot", "entry", "period", "usage_event", "purchase", "run")) {
            facts.put(
                    thing,
                    client.sql("SELECT count(*) FROM " + thing)
                            .query(Long.class)
                            .single());
        }
        Output output = invocation.output();
        if (!output.isForPeople()) {
            output.print(holdings, "");
            return;
        }
        output.text("\nWhat everybody has, from " + story.first() + " to today (credits):\n\n");
        output.print(holdings, "nobody has anything");
        output.text("""

                The ledger: %s customers, %s entries on %s lots in %s periods; %s usage events, %s purchases, %s runs.
                The books:  %s

                Where to look next:
                  bursar balance ada              what she has and can spend
                  bursar ledger ben               every entry; the upgrade is the adjustment in mid-month
                  bursar lots dirk                an anniversary on the 31st, in Berlin
                  bursar explain cleo             why she has nothing left
                  bursar subscription show eve    plan, cycle, zone and what changed
                  bursar shadow verdicts          go or no-go, before the first user was let in
                  bursar flags history billing_rollout_percentage   who was let in when, and why
                  bursar runs list                what the jobs did
                  bursar reconciliation findings  what the nightly checks found
                  bursar doctor                   is all well?
                  bursar db psql                  SQL: SELECT * FROM credit_ledger
                The demo's import files are in %s.
                """.formatted(
                        facts.get("customer"),
                        facts.get("entry"),
                        facts.get("lot"),
                        facts.get("period"),
                        facts.get("usage_event"),
                        facts.get("purchase"),
                        facts.get("run"),
                        broken.isEmpty()
                                ? "all ten invariants hold, to the millicredit."
                                : "BROKEN: " + broken + " (SELECT * FROM bursar.invariant_…)",
                        folder));
    }
}
