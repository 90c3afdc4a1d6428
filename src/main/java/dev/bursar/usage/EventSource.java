package dev.bursar.usage;

import dev.bursar.intake.CheckedRows;
import dev.bursar.intake.Checks;
import dev.bursar.intake.Column;
import dev.bursar.intake.Columns;
import dev.bursar.intake.SourceName;
import dev.bursar.run.RunParameters;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where events stand.
 *
 * @param source a file, or a table
 * @param sha256 of the file, or what identifies the rows of the table, at the time at which the run was asked for
 */
record EventSource(SourceName source, String sha256) {
    private static final String STATE = "nothing was charged";

    /** The contract's. */
    static final Columns COLUMNS = Columns.of(
            Column.required("request_id", Checks::identifier),
            Column.required("user_id", Checks::identifier),
            Column.required("occurred_at", Checks::instant),
            Column.required("action", Checks::present),
            Column.required("model", Checks::any),
            Column.amount("input_tokens", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.amount("output_tokens", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.amount("quantity", Checks.wholeNumberOrNothing(Long.MAX_VALUE)),
            Column.optionalAmount("items", Checks.wholeNumberOrNothing(Integer.MAX_VALUE)));

    /** What an operator named, as it stands now; throws a fault of exit 2 if it cannot be read. */
    static EventSource named(String text, JdbcClient client) {
        SourceName source = SourceName.parse(text, STATE);
        source.require(COLUMNS, client); // before a run is begun
        return new EventSource(source, source.fingerprint(client));
    }

    /** The one of a run. */
    static EventSource of(RunParameters parameters) {
        return new EventSource(SourceName.parse(parameters.value("source"), STATE), parameters.value("sha256"));
    }

    /** As parameters of a run. */
    Map<String, String> toParameters() {
        return Map.of("source", source.location(), "sha256", sha256);
    }

    /** For people. */
    String name() {
        return source.shown();
    }

    /** Opens it; a table's rows come on a connection of {@code pool}. */
    CheckedRows open(DataSource pool) {
        return source.open(pool, COLUMNS);
    }
}
