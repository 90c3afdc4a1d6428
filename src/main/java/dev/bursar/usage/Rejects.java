package dev.bursar.usage;

import dev.bursar.fault.FaultCode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that were refused, one element each.
 *
 * @param lines of the file
 * @param fields the column at fault; empty for the row as a whole
 * @param reasons a code that runbooks know, and a sentence
 * @param rows as JSON arrays
 */
record Rejects(List<Long> lines, List<String> fields, List<String> reasons, List<String> rows) {
    static Rejects of(ResultSet row) throws SQLException {
        List<String> codes = texts(row.getArray("codes"));
        List<String> messages = texts(row.getArray("messages"));
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            reasons.add(word(codes.get(i)) + ": " + messages.get(i));
        }
        Array lines = row.getArray("lines");
        return new Rejects(
                lines == null ? List.of() : List.of((Long[]) lines.getArray()),
                codes.stream().map(Rejects::field).toList(),
                reasons,
                texts(row.getArray("refused")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** A status is a word already. */
    private static String word(String code) {
        return FaultCode.ofSqlState(code).map(FaultCode::word).orElse(code);
    }

    private static String field(String code) {
        return switch (code) {
            case "BU201", "frozen" -> "user_id";
            case "BU204" -> "action";
            case "BU207" -> "model";
            case "BU402", "BU412" -> "occurred_at";
            case "BU401", "BU208" -> "request_id";
            default -> "";
        };
    }
}
