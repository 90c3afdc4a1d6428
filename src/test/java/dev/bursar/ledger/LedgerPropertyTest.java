package dev.bursar.ledger;

import dev.bursar.database.TestDatabase;
import dev.bursar.ledger.model.History;
import dev.bursar.ledger.model.LedgerModel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    private static SqlBooks books() {
        return new SqlBooks(DATABASE.client(), "user" + USERS.incrementAndGet());
    }

    @Provide
    Arbitrary<History> histories() {
        return Histories.any();
    }
}
