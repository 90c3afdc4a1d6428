package dev.bursar.ledger;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.model.History;
import dev.bursar.ledger.model.LedgerModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class LedgerPropertyTest {
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @BeforeContainer
    static void writeTerms() {
        new TermsTables(DATABASE.client()).write(ProofTerms.ALL);
    }

    @AfterContainer
    static void close() {
        DATABASE.close();
    }

    @Property(tries = 80, seed = "20261101", edgeCases = EdgeCasesMode.NONE)
    void sql_and_model_write_the_same_rows(@ForAll("histories") History history) {
        LedgerModel model = new LedgerModel(ProofTerms.ALL);
        SqlBooks books = books();
        List<String> expected = history.play(model);
        Lines.areEqual(history.play(books), expected);
        Lines.areEqual(books.rows(), model.rows());
        new Invariants(DATABASE.client()).hold();
    }

    @Property(tries = 30, seed = "20261102", edgeCases = EdgeCasesMode.NONE)
    void charges_and_the_job_write_the_same_rows_whoever_comes_first(
            @ForAll("histories") History history, @ForAll Random random) {
        SqlBooks inline = books();
        SqlBooks hourly = books();
        SqlBooks atTimes = books();
        List<String> answers = history.play(inline);
        Lines.areEqual(history.play(hourly, _ -> hourly.allocate()), answers);
        IntConsumer sometimes = _ -> {
            if (random.nextInt(3) == 0) {
                atTimes.allocate();
            }
        };
        Lines.areEqual(history.play(atTimes, sometimes), answers);
        Lines.areEqual(hourly.rows(), inline.rows());
        Lines.areEqual(atTimes.rows(), inline.rows());
        new Invariants(DATABASE.client()).hold();
    }

    @Property(tries = 10, seed = "20261103", edgeCases = EdgeCasesMode.NONE)
    void one_call_for_many_users_does_to_each_what_a_call_of_its_own_does(
            @ForAll @Size(min = 3, max = 8) List<@From("histories") History> histories) {
        Instant end = histories.stream()
                .map(History::lastStep)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(Duration.ofDays(70));
        List<SqlBooks> all = new ArrayList<>();
        for (History history : histories) {
            all.add(books());
            history.playSteps(all.getLast(), _ -> {});
        }
        all.getFirst().setClock(end);
        String users =
                all.stream().map(books -> String.valueOf(books.customer())).collect(Collectors.joining(", "));
        DATABASE.client()
                .sql("SELECT * FROM allocate_customers(ARRAY[" + users + "], business_now(), NULL, NULL)")
                .query()
                .singleRow();
        for (int i = 0; i < all.size(); i++) {
            LedgerModel model = new LedgerModel(ProofTerms.ALL);
            histories.get(i).playSteps(model, _ -> {});
            model.setClock(end);
            Lines.areEqual(all.get(i).rows(), model.rows());
        }
        new Invariants(DATABASE.client()).hold();
    }

    private static SqlBooks books() {
        return new SqlBooks(DATABASE.client(), "user" + USERS.incrementAndGet());
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }
}
