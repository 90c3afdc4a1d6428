package dev.bursar.catalogue;

import dev.bursar.money.Millicredits;
import dev.bursar.money.Money;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads {@code packages}: what is sold, for how much, and how long it lasts. */
final class PackageReader {
    private static final Range CENTS = Range.of(0, 1_000_000_000_000L);
    private static final Range DAYS = Range.of(1, 36_500);

    private final References references;

    PackageReader(References references) {
        this.references = references;
    }

    List<CreditPackage> packages(Fields root) {
        Map<String, Integer> seen = new HashMap<>();
        List<CreditPackage> packages = new ArrayList<>();
        for (Fields item :
                root.list("packages", "code", "code", "price-cents", "currency", "credit-type", "credits", "expires")) {
            String code = Scalars.code(item, "code");
            item.claim("code", code, seen);
            item.required("price-cents");
            long cents = Scalars.whole(item, "price-cents", 0, CENTS);
            Money price = new Money(cents, CreditScalars.currency(item, "currency", "usd"));
            CreditType type = references.creditType(item);
            item.required("credits");
            Millicredits amount = CreditScalars.amount(item, "credits", type, Range.POSITIVE);
            packages.add(new CreditPackage(
                    code,
                    price,
                    type == null ? "" : type.code(),
                    amount == null ? Millicredits.ZERO : amount,
                    expiresDays(item)));
        }
        return packages;
    }

    private static @Nullable Integer expiresDays(Fields item) {
        Node node = item.node("expires");
        if (node instanceof MappingNode) {
            Fields expires = item.mapping("expires", "days");
            if (expires != null && expires.required("days") != null) {
                return (int) Scalars.whole(expires, "days", 1, DAYS);
            }
        } else if (node != null
                && !(node instanceof ScalarNode word && word.getValue().equals("never"))) {
            item.complain("expires", "must be never or {days: N}");
        }
        return null;
    }
}
