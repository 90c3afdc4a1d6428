package dev.bursar.backfill;

import dev.bursar.fault.FaultCode;
import dev.bursar.intake.Dialect;
import dev.bursar.intake.Dialect.Encoding;
import dev.bursar.yaml.Complaints;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.YamlText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a mapping file, section by section; what is wrong is complained of by line and field. */
final class MappingReader {
    static final FileKind KIND = new FileKind(
            "mapping",
            "columns",
            FaultCode.INVALID_MAPPING,
            "Mend the file and run the command again; nothing was read or changed.");

    private static final String DELIMITER = "delimiter";
    private static final String CURRENCY = "currency";
    private static final String EXPIRES = "expires";
    private static final Pattern ANYTHING = Pattern.compile("(?s).{1,255}");
    private static final Pattern DELIMITERS = Pattern.compile("[,;|\t]|tab");
    private static final Pattern CURRENCY_CODE = Pattern.compile("[A-Za-z]{3}");
    private static final Range DAYS = Range.of(1, 36_500);

    private final AmountReader amounts;

    private MappingReader(List<KnownType> types) {
        this.amounts = new AmountReader(types);
    }

    /**
     * The mapping in a text.
     *
     * @param file as the operator named it
     * @param types that the catalogue has
     * @return it; throws a fault of code {@code invalid-mapping} (exit 2) that lists what is wrong
     */
    static Mapping read(String file, String text, List<KnownType> types) {
        Complaints complaints = new Complaints(file, KIND);
        Fields root = new Fields(
                YamlText.parse(file, text, KIND),
                "",
                complaints,
                "columns",
                "file",
                "amount",
                "dates",
                "plans",
                EXPIRES,
                CURRENCY,
                "subscriptions");
        Mapping mapping = new MappingReader(types).mapping(root, text);
        complaints.refuse();
        return mapping;
    }

    private Mapping mapping(Fields root, String text) {
        root.required("amount");
        Fields amount = root.mapping("amount", AmountReader.KEYS);
        String currency = Scalars.text(root, CURRENCY, CURRENCY_CODE, "must be three letters, such as usd");
        return new Mapping(
                text,
                columns(root),
                dialect(root),
                amounts.numbers(amount),
                amounts.split(amount),
                dates(root),
                plans(root),
                expiresDays(root),
                currency == null ? "usd" : currency.toLowerCase(Locale.ROOT),
                Scalars.choice(root, "subscriptions", "leave", List.of("leave", "create"))
                        .equals("create"));
    }

    private static SourceColumns columns(Fields root) {
        root.required("columns");
        Fields columns = root.mapping("columns", SourceColumns.ROLES.toArray(String[]::new));
        Map<String, String> byRole = new LinkedHashMap<>();
        if (columns != null) {
            Map<String, Integer> seen = new HashMap<>();
            columns.required(SourceColumns.USER);
            columns.required(SourceColumns.AMOUNT);
            for (String role : SourceColumns.ROLES) {
                String name = Scalars.text(columns, role, ANYTHING, "must be the name of a column");
                if (name != null) {
                    columns.claim(role, name, seen);
                    byRole.put(role, name);
                }
            }
        }
        return new SourceColumns(byRole, List.of(), false);
    }

    private static Dialect dialect(Fields root) {
        Fields file = root.mapping("file", DELIMITER, "encoding");
        if (file == null) {
            return Dialect.OWN;
        }
        String delimiter = Scalars.text(file, DELIMITER, DELIMITERS, "must be \",\" or \";\" or \"|\" or tab");
        char character = delimiter == null ? ',' : delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
        return new Dialect(character, Encoding.of(Scalars.choice(file, "encoding", "utf-8", Encoding.words())));
    }

    private static DateFormat dates(Fields root) {
        Fields dates = root.mapping("dates", "format", "zone");
        List<DateTimeFormatter> formats = new ArrayList<>();
        ZoneId zone = ZoneId.of("UTC");
        if (dates != null) {
            String pattern = Scalars.text(dates, "format", ANYTHING, "must be a pattern such as dd.MM.uuuu HH:mm");
            String name = Scalars.text(dates, "zone", ANYTHING, "must be a zone such as Europe/Berlin");
            if (pattern != null) {
                formats.addAll(formatters(dates, pattern));
            }
            if (name != null && ZoneId.getAvailableZoneIds().contains(name)) {
                zone = ZoneId.of(name);
            } else if (name != null) {
                dates.complain("zone", "is no zone; name one such as Europe/Berlin, but is " + Scalars.shown(name));
            }
        }
        return new DateFormat(formats, zone);
    }

    /** yyyy is read as uuuu: the year of an era that nobody wrote would be no date at all. */
    private static List<DateTimeFormatter> formatters(Fields dates, String pattern) {
        try {
            return List.of(DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT));
        } catch (IllegalArgumentException | DateTimeException _) {
            dates.complain("format", "must be a pattern such as dd.MM.uuuu HH:mm, but is " + Scalars.shown(pattern));
            return List.of();
        }
    }

    private static Map<String, String> plans(Fields root) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, String> plans = new HashMap<>();
        for (Fields item : root.list("plans", "legacy", "legacy", "plan")) {
            item.required("legacy");
            item.required("plan");
            String legacy = Scalars.text(item, "legacy", ANYTHING, "must be a plan's name in the source");
            String plan = Scalars.optionalCode(item, "plan");
            if (legacy != null && plan != null) {
                item.claim("legacy", legacy, seen);
                plans.put(legacy, plan.equals("none") ? "" : plan);
            }
        }
        return plans;
    }

    private static @Nullable Integer expiresDays(Fields root) {
        Node node = root.node(EXPIRES);
        if (node instanceof MappingNode) {
            Fields expires = root.mapping(EXPIRES, "days");
            if (expires != null && expires.required("days") != null) {
                return (int) Scalars.whole(expires, "days", 1, DAYS);
            }
        } else if (node != null
                && !(node instanceof ScalarNode word && word.getValue().equals("never"))) {
            root.complain(EXPIRES, "must be never or {days: N}");
        }
        return null;
    }
}
