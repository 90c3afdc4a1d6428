package dev.bursar.alerts;

import dev.bursar.database.Statements;

/**
 * A query for the value of a rule: one number, or rows of a label and a number.
 *
 * @param origin for people: {@code metric slow-queries}, or {@code sql}
 * @param sql a single query that reads; {@code :window} in it is the rule's window
 */
record Figure(String origin, String sql) {
    /** One of bursar's own; its name must be one of {@link Metric}. */
    static Figure of(Metric metric) {
        return new Figure("metric " + metric.word(), Statements.read("alerts/metrics/" + metric.word() + ".sql"));
    }

    /** One that stands in an alert file. */
    static Figure of(String sql) {
        return new Figure("sql", sql);
    }

    /** The query with its first parameter in place of {@code :window}. */
    String parameterized() {
        return sql.strip().replaceFirst(";$", "").replaceAll("(?<![:\\w]):window\\b", "\\$1");
    }
}
