package dev.bursar.catalogue;

import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the text of a catalogue file, section by section: credit types first, as all others refer to them. */
final class CatalogueReader {
    private static final Range USD_RATE = Range.positiveUpTo(1_000_000_000);

    private CatalogueReader() {}

    /** The catalogue; throws a fault of code {@code invalid-catalogue} that lists what is wrong, by line and field. */
    static Catalogue read(String file, String text) {
        Complaints complaints = new Complaints(file, CatalogueFile.KIND);
        Node document = YamlText.parse(file, text, CatalogueFile.KIND);
        Fields root = new Fields(document, "", complaints, "credit-types", "plans", "packages", "prices");
        List<CreditType> types = creditTypes(root);
        References references = new References(types);
        Catalogue catalogue = new Catalogue(
                types,
                new PlanReader(references).plans(root),
                new PackageReader(references).packages(root),
                new PriceReader(references).prices(root));
        complaints.refuse();
        return catalogue;
    }

    private static List<CreditType> creditTypes(Fields root) {
        Map<String, Integer> seen = new HashMap<>();
        List<CreditType> types = new ArrayList<>();
        root.required("credit-types");
        List<Fields> items = root.list("credit-types", "code", "code", "granularity", "credits-per-usd");
        for (Fields item : items) {
            String code = Scalars.code(item, "code");
            item.claim("code", code, seen);
            types.add(new CreditType(code, granularity(item), creditsPerUsd(item)));
        }
        if (root.has("credit-types") && items.isEmpty()) {
            root.complain("credit-types", "must list one credit type at least");
        }
        return types;
    }

    private static long granularity(Fields item) {
        item.required("granularity");
        return Long.parseLong(Scalars.choice(item, "granularity", "1", List.of("1", "1000")));
    }

    private static @Nullable BigDecimal creditsPerUsd(Fields item) {
        return item.has("credits-per-usd") ? Scalars.decimal(item, "credits-per-usd", BigDecimal.ONE, USD_RATE) : null;
    }
}
