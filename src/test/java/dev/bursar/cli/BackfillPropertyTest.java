package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import tools.jackson.databind.JsonNode;

/** Whatever a file says: every millicredit of it is migrated, rejected or rounded, as a plain reading of the rules has it. */
class BackfillPropertyTest {
    private static final int KNOWN_USERS = 8;
    private static final BigDecimal PER_CREDIT = BigDecimal.valueOf(1_000);
    private static final AtomicInteger TOWNS = new AtomicInteger();
    private static final Path FOLDER = folder();
    private static final Desk DESK = new Desk(FOLDER);

    @AfterContainer
    static void close() {
        DESK.close();
    }

    /** @param user below {@link #KNOWN_USERS}: one who exists */
    record Row(int user, String amount) {}

    /**
     * A file with its mapping.
     *
     * @param percent of every amount to credits, which hold a millicredit; the rest goes to shobeis, which are whole
     * @param keepsRemainder whether credits get what is left of whole shobeis
     */
    record Export(List<Row> rows, int percent, RoundingMode rounding, boolean keepsRemainder) {
        String mapping() {
            String into = percent == 100
                    ? "{credit-type: credits}"
                    : "{credit-type: credits, percent: %d}, {credit-type: shobeis, percent: %d}"
                            .formatted(percent, 100 - percent);
            String word = switch (rounding) {
                case DOWN -> "down";
                case HALF_UP -> "half-up";
                default -> "refuse";
            };
            return "columns: {user: u, amount: a}\namount: {rounding: %s, into: [%s]%s}\n"
                    .formatted(word, into, keepsRemainder ? ", remainder: credits" : "");
        }

        /** Credits and shobeis of an amount in millicredits; empty where something would be lost that must not be. */
        Optional<BigDecimal[]> split(BigDecimal credits) {
            BigDecimal all = credits.multiply(PER_CREDIT);
            BigDecimal first = all.multiply(BigDecimal.valueOf(percent)).movePointLeft(2);
            BigDecimal second = all.subtract(first);
            try {
                BigDecimal whole = second.divide(PER_CREDIT).setScale(0, keepsRemainder ? RoundingMode.DOWN : rounding);
                BigDecimal shobeis = whole.multiply(PER_CREDIT);
                BigDecimal rest = keepsRemainder ? all.subtract(shobeis) : first;
                return Optional.of(new BigDecimal[] {rest.setScale(0, rounding), shobeis});
            } catch (ArithmeticException _) {
                return Optional.empty();
            }
        }
    }

    @Property(tries = 8, seed = "20261110", edgeCases = EdgeCasesMode.NONE)
    void every_millicredit_of_a_file_is_migrated_rejected_or_rounded(@ForAll("exports") Export export) {
        String town = "t" + TOWNS.incrementAndGet() + "-";
        DESK.hasCustomers(
                IntStream.range(0, KNOWN_USERS).mapToObj(user -> town + user).toArray(String[]::new));
        StringBuilder text = new StringBuilder("u,a\n");
        export.rows()
                .forEach(row -> text.append(town)
                        .append(row.user())
                        .append(',')
                        .append(row.amount())
                        .append('\n'));
        Path file = DESK.file(town + "export.csv", text.toString());
        Path mapping = DESK.file(town + "mapping.yaml", export.mapping());
        String[] options = {"--source", file.toString(), "--mapping", mapping.toString(), "-o", "json"};

        JsonNode plan = backfill("plan", options).json();
        CommandLineRun run = backfill("run", options);

        assertThat(run.exit()).as(run.stderr()).isIn(0, 3);
        assertThat(BackfillTest.figures(run.json())).isEqualTo(BackfillTest.figures(plan));
        assertThat(held(town)).isEqualTo(expected(export, town));
        CommandLineRun verify = DESK.bursar("backfill", "verify", "-o", "json");
        assertThat(verify.exit()).as(verify.stdout()).isZero();
        for (JsonNode type : verify.json()) {
            assertThat(figure(type, "source"))
                    .isEqualByComparingTo(figure(type, "migrated")
                            .add(figure(type, "rejected"))
                            .add(figure(type, "rounding")));
            assertThat(figure(type, "source"))
                    .isEqualByComparingTo(source(export, type.path("creditType").stringValue()));
        }
        assertThat(DESK.brokenInvariants()).isEmpty();
    }

    private static CommandLineRun backfill(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of("backfill", verb));
        command.addAll(List.of(options));
        return DESK.bursar(command.toArray(String[]::new));
    }

    private static BigDecimal figure(JsonNode type, String name) {
        return type.path(name + "Millicredits").decimalValue();
    }

    /** What the ledger holds of a town's users. */
    private static List<String> held(String town) {
        return DESK.sql(
                "SELECT concat_ws(' ', user_id, credit_type, sum(granted_millicredits)) FROM credit_lot WHERE user_id LIKE '"
                        + town + "%' GROUP BY user_id, credit_type ORDER BY user_id, credit_type");
    }

    /** The first readable row of each user who exists, split. */
    private static List<String> expected(Export export, String town) {
        Set<Integer> seen = new HashSet<>();
        TreeMap<String, BigDecimal> held = new TreeMap<>();
        for (Row row : export.rows()) {
            Optional<BigDecimal[]> parts =
                    amount(row).filter(amount -> amount.signum() >= 0).flatMap(export::split);
            if (parts.isPresent() && seen.add(row.user()) && row.user() < KNOWN_USERS) {
                held.put(town + row.user() + " credits", parts.get()[0]);
                held.put(town + row.user() + " shobeis", parts.get()[1]);
            }
        }
        return held.entrySet().stream()
                .filter(entry -> entry.getValue().signum() > 0)
                .map(entry -> entry.getKey() + " " + entry.getValue().toPlainString())
                .toList();
    }

    private static BigDecimal source(Export export, String creditType) {
        int percent = creditType.equals("credits") ? export.percent() : 100 - export.percent();
        return export.rows().stream()
                .map(BackfillPropertyTest::amount)
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(PER_CREDIT)
                .multiply(BigDecimal.valueOf(percent))
                .movePointLeft(2);
    }

    private static Optional<BigDecimal> amount(Row row) {
        return row.amount().matches("-?\\d.*") ? Optional.of(new BigDecimal(row.amount())) : Optional.empty();
    }

    @Provide
    Arbitrary<Export> exports() {
        Arbitrary<String> amounts = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        12,
                        Combinators.combine(
                                        Arbitraries.longs().between(0, 10_000_000),
                                        Arbitraries.integers().between(0, 5))
                                .as((digits, scale) ->
                                        BigDecimal.valueOf(digits, scale).toPlainString())),
                net.jqwik.api.Tuple.of(2, Arbitraries.of("0", "-1", "-0.5", "0.0004", "999.9995")),
                net.jqwik.api.Tuple.of(1, Arbitraries.of("", "n/a")));
        Arbitrary<Row> rows = Combinators.combine(Arbitraries.integers().between(0, KNOWN_USERS + 2), amounts)
                .as(Row::new);
        return Combinators.combine(
                        rows.list().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.of(100, 60, 33, 7),
                        Arbitraries.of(RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.UNNECESSARY),
                        Arbitraries.of(true, false))
                .as(Export::new);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("backfill-property");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
