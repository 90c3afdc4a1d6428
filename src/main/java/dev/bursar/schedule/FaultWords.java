package dev.bursar.schedule;

import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A list of faults by their words, such as {@code database-busy}. */
final class FaultWords {
    private FaultWords() {}

    /** Reads the list under a key; what is no fault's word becomes a complaint. */
    static List<FaultCode> read(Fields fields, String key) {
        List<FaultCode> codes = new ArrayList<>();
        switch (fields.required(key)) {
            case null -> {}
            case SequenceNode list -> list.getValue().forEach(item -> take(fields, key, item, codes));
            case Node other -> fields.complain(key, "must be a list of faults, such as [database-unreachable]");
        }
        return codes;
    }

    private static void take(Fields fields, String key, Node item, List<FaultCode> codes) {
        String word = item instanceof ScalarNode scalar ? scalar.getValue() : "";
        Arrays.stream(FaultCode.values())
                .filter(code -> code.word().equals(word))
                .findFirst()
                .ifPresentOrElse(
                        codes::add,
                        () -> fields.complain(
                                key,
                                "'" + Scalars.shown(word) + "' is no fault; "
                                        + Spelling.advice(
                                                word,
                                                Arrays.stream(FaultCode.values())
                                                        .map(FaultCode::word)
                                                        .toList())));
    }
}
