package dev.bursar.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who does the work of a job. */
enum Contender {
    BARE("allocation", "bare SQL, one transaction"),
    BURSAR_1("allocation", "bursar, 1 worker"),
    BURSAR_2("allocation", "bursar, 2 workers"),
    USUAL("allocation", "usual Spring Batch, chunks of 1,000"),
    VIEWS("reconciliation", "bare SQL, the ten views one by one"),
    CHECK_1("reconciliation", "bursar, 1 worker"),
    CHECK_2("reconciliation", "bursar, 2 workers"),
    ROWS("reconciliation", "usual way, account by account"),
    FULL_JOIN("shadow", "bare SQL, one FULL JOIN of both sides"),
    SHADOW("shadow", "bursar"),
    ONE_BY_ONE("shadow", "usual way, request by request"),
    COPY("backfill", "bare COPY and the same inserts"),
    BACKFILL_1("backfill", "bursar, 1 worker"),
    BACKFILL_2("backfill", "bursar, 2 workers"),
    ROW_BY_ROW("backfill", "usual way, row by row"),
    INSERTS("usage", "bare SQL, one transaction, out of a table"),
    USAGE_1("usage", "bursar, 1 worker, out of a CSV file"),
    USAGE_2("usage", "bursar, 2 workers, out of a CSV file"),
    HOST("usage", "a charge and a commit each (scaled sample)");

    private final String job;
    private final String title;

    Contender(String job, String title) {
        this.job = job;
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Those of a job that {@code --only} names, or all of them. */
    static List<Contender> chosen(String job, Map<String, String> options) {
        if (options.containsKey("--only")) {
            return Arrays.stream(options.get("--only").split(",", -1))
                    .map(Contender::named)
                    .toList();
        }
        return Arrays.stream(values())
                .filter(contender -> contender.job.equals(job))
                .toList();
    }

    static Contender named(String name) {
        return Arrays.stream(values())
                .filter(contender -> contender.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
