package dev.bursar.cli;

import dev.bursar.cli.DoctorFinding.State;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something that is well as long as a statement returns no row.
 *
 * @param name what is looked at
 * @param sql returns one text for each thing that somebody should know, the gravest first
 * @param state of such a thing
 * @param well what is said where there is none
 * @param mend what to do where there is one
 */
record DoctorCheck(String name, String sql, State state, String well, String mend) {
    private static final int SHOWN = 3;

    DoctorFinding look(JdbcClient client) {
        List<String> found = client.sql(sql).query(String.class).list();
        if (found.isEmpty()) {
            return DoctorFinding.well(name, well);
        }
        String text = String.join("; ", found.subList(0, Math.min(SHOWN, found.size())));
        return new DoctorFinding(
                name, state, found.size() > SHOWN ? text + "; and " + (found.size() - SHOWN) + " more" : text, mend);
    }
}
