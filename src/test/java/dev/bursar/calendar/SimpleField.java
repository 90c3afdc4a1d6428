package dev.bursar.calendar;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A field whose values are known before its text: what a test holds the parser to. */
record SimpleField(String text, Set<Integer> values) {
    /** Fields of every form, with values from least to most. */
    static Arbitrary<SimpleField> within(int least, int most) {
        Arbitrary<Integer> value = Arbitraries.integers().between(least, most);
        Arbitrary<Integer> step = Arbitraries.integers().between(1, most);
        Arbitrary<SimpleField> range = Combinators.combine(value, value, step)
                .as((a, b, n) -> stepped(Math.min(a, b) + "-" + Math.max(a, b), Math.min(a, b), Math.max(a, b), n));
        Arbitrary<SimpleField> list = value.set().ofMinSize(1).ofMaxSize(4).map(SimpleField::listed);
        Arbitrary<SimpleField> anyStepped = step.map(n -> stepped("*", least, most, n));
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(stepped("*", least, most, 1))),
                Tuple.of(2, anyStepped),
                Tuple.of(2, range),
                Tuple.of(3, list));
    }

    private static SimpleField stepped(String range, int from, int to, int step) {
        Set<Integer> values = new TreeSet<>();
        for (int value = from; value <= to; value += step) {
            values.add(value);
        }
        return new SimpleField(step == 1 ? range : range + "/" + step, values);
    }

    private static SimpleField listed(Set<Integer> values) {
        return new SimpleField(values.stream().map(String::valueOf).collect(Collectors.joining(",")), values);
    }

    boolean isWildcard() {
        return text.equals("*");
    }
}
