package dev.bursar.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The views of the design's section 4; every one of them empty is a clean ledger. */
final class Invariants {
    private static final int ALL = 10;

    private final JdbcClient client;

    Invariants(JdbcClient client) {
        this.client = client;
    }

    /** Fails with the rows that break an invariant. */
    void hold() {
        assertThat(broken()).isEmpty();
    }

    /** The rows of every view that has any, by its name. */
    Map<String, List<Map<String, Object>>> broken() {
        Map<String, List<Map<String, Object>>> broken = new TreeMap<>();
        for (int number = 1; number <= ALL; number++) {
            List<Map<String, Object>> rows =
                    client.sql("SELECT * FROM invariant_i" + number).query().listOfRows();
            if (!rows.isEmpty()) {
                broken.put("i" + number, rows);
            }
        }
        return broken;
    }
}
