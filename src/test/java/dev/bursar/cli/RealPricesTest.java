package dev.bursar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** LiteLLM's price map as it was in September 2024, and what changed in it since, day by day: every price that ever held still does. */
class RealPricesTest {

    @TempDir
    private Path folder;

    @Test
    void the_price_map_and_its_changes_are_read_digit_by_digit_and_hold_from_their_days() throws IOException {
        Path map = SharedData.require("litellm-prices/prices-2024-09.json");
        Path changes = SharedData.require("litellm-prices/price_changes_2025.csv");
        try (Desk desk = new Desk(folder)) {
            JsonNode loaded = desk.load("prices", map);
            Map<String, BigDecimal> inForce = expected(map);
            assertThat(loaded.path("counts").path("written").intValue()).isEqualTo(inForce.size());
            holds(desk, "2025-01-01", inForce);
            int days = 0;
            for (Map.Entry<String, Map<String, String>> day : byDay(changes).entrySet()) {
                if (days++ == 12) {
                    break;
                }
                StringBuilder csv = new StringBuilder("model,input_usd_per_token\n");
                Map<String, BigDecimal> before = new TreeMap<>(inForce);
                day.getValue().forEach((model, price) -> {
                    csv.append('"').append(model).append("\",").append(price).append('\n');
                    inForce.put(model, new BigDecimal(price));
                });
                desk.bursar(
                        "import",
                        "prices",
                        desk.file("day.csv", csv.toString()).toString(),
                        "--effective-from",
                        day.getKey());
                holds(desk, day.getKey() + "T00:00:00Z", inForce);
                holds(desk, day.getKey() + "T00:00:00Z'::timestamptz - interval '1 microsecond", before);
            }
            holds(desk, "2025-01-01", expected(map));
        }
    }

    /** What a million tokens of each model cost at an instant, reckoned here from the files. */
    private static void holds(Desk desk, String at, Map<String, BigDecimal> prices) {
        Map<String, BigDecimal> found = new TreeMap<>();
        desk.database().client().sql("""
                        SELECT DISTINCT ON (model) model, input_usd_per_token FROM provider_price
                        WHERE applies_from <= '%s' ORDER BY model, applies_from DESC, id DESC
                        """.formatted(at)).query(row -> {
            found.put(row.getString(1), row.getBigDecimal(2).stripTrailingZeros());
        });
        Map<String, BigDecimal> wanted = new TreeMap<>();
        prices.forEach((model, price) -> wanted.put(model, price.stripTrailingZeros()));
        assertThat(found).isEqualTo(wanted);
    }

    private static Map<String, BigDecimal> expected(Path map) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        JsonNode models = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(map);
        models.propertyStream()
                .filter(model -> !model.getKey().equals("sample_spec")
                        && model.getValue().has("input_cost_per_token"))
                .forEach(model -> prices.put(
                        model.getKey(),
                        model.getValue().path("input_cost_per_token").decimalValue()));
        return prices;
    }

    /** Of each UTC day of the file, the last price of each model that it names one for. */
    private static Map<String, Map<String, String>> byDay(Path changes) throws IOException {
        Map<String, Map<String, String>> days = new TreeMap<>();
        List<String> lines = new ArrayList<>(Files.readAllLines(changes));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            boolean names = cells.length == 12 && !line.contains("\"") && !cells[2].equals("removed");
            if (names && cells[6].matches("\\d+(\\.\\d+)?")) {
                days.computeIfAbsent(cells[0].substring(0, 10), _ -> new LinkedHashMap<>())
                        .put(cells[3], cells[6]);
            }
        }
        return days;
    }
}
