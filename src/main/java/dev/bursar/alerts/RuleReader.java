package dev.bursar.alerts;

import dev.bursar.alerts.Threshold.Comparison;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Range;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rules of an alert file. */
final class RuleReader {
    private static final String[] KEYS = {
        "name", "severity", "metric", "sql", "threshold", "for", "window", "every", "summary", "runbook", "off-because"
    };
    private static final Pattern TEXT = Pattern.compile("(?s).{1,500}");
    private static final Pattern SQL = Pattern.compile("(?s)\\s*(SELECT|WITH|TABLE|VALUES)\\b.{1,20000}", 2);
    private static final Pattern RUNBOOK =
            Pattern.compile("runbooks/[a-z0-9-]+\\.md(#[a-z0-9-]+)?|https://[^\\s<>\"|]{1,300}");
    private static final Range ANY =
            new Range("must be a number", new BigDecimal("-1e30"), true, new BigDecimal("1e30"));

    private final String file;

    private RuleReader(String file) {
        this.file = file;
    }

    static List<Rule> read(String file, Fields root) {
        RuleReader reader = new RuleReader(file);
        Map<String, Integer> names = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (Fields fields : root.list("rules", "name", KEYS)) {
            Rule rule = reader.rule(fields);
            fields.claim("name", rule.name(), names);
            rules.add(rule);
        }
        return rules;
    }

    private Rule rule(Fields fields) {
        String off = Scalars.text(fields, "off-because", TEXT, "must say in a few words why the rule is off");
        boolean isOff = fields.has("off-because");
        fields.required("severity");
        return new Rule(
                Scalars.code(fields, "name"),
                file,
                Severity.of(Scalars.choice(fields, "severity", Severity.WARNING.word(), Severity.words())),
                figure(fields, isOff),
                threshold(fields),
                Span.read(fields, "for", Duration.ZERO),
                window(fields),
                Span.read(fields, "every", Duration.ZERO),
                summary(fields),
                Scalars.text(
                        fields,
                        "runbook",
                        RUNBOOK,
                        "must be a file such as runbooks/stuck-run.md, or an https address"),
                off);
    }

    private static @Nullable Figure figure(Fields fields, boolean isOff) {
        if (fields.has("metric") && fields.has("sql")) {
            fields.complain("sql", "is one figure too many: the rule has a metric already");
        }
        if (!fields.has("metric") && !fields.has("sql") && !isOff) {
            fields.complain("metric", "is missing, and so is sql: the rule needs a figure");
        }
        String word = Scalars.optionalCode(fields, "metric");
        Optional<Metric> metric = Metric.find(word == null ? "" : word);
        if (word != null && metric.isEmpty()) {
            fields.complain("metric", word + " is no metric; " + Spelling.advice(word, Metric.words()));
        }
        String sql =
                Scalars.text(fields, "sql", SQL, "must be one query, beginning with SELECT, WITH, TABLE or VALUES");
        return metric.map(Figure::of).orElse(sql == null ? null : Figure.of(sql));
    }

    private static Threshold threshold(Fields fields) {
        Fields threshold = fields.required("threshold") == null
                ? null
                : fields.mapping("threshold", Comparison.words().toArray(String[]::new));
        List<Comparison> given = threshold == null
                ? List.of()
                : List.of(Comparison.values()).stream()
                        .filter(comparison -> threshold.has(comparison.word()))
                        .toList();
        if (threshold == null || given.size() != 1) {
            if (fields.has("threshold")) {
                fields.complain("threshold", "must have one of " + String.join(", ", Comparison.words()));
            }
            return new Threshold(Comparison.ABOVE, BigDecimal.ZERO);
        }
        Comparison comparison = given.getFirst();
        return new Threshold(comparison, Scalars.decimal(threshold, comparison.word(), BigDecimal.ZERO, ANY));
    }

    private static Duration window(Fields fields) {
        Duration window = Span.read(fields, "window", Duration.ofMinutes(5));
        if (window.isZero()) {
            fields.complain("window", "must be longer than nothing");
        }
        return window;
    }

    private static SummaryText summary(Fields fields) {
        String rule = "must be a text of up to 500 characters";
        String text = fields.required("summary") == null ? null : Scalars.text(fields, "summary", TEXT, rule);
        SummaryText summary = new SummaryText(text == null ? "" : text);
        summary.unknownPlace()
                .ifPresent(place -> fields.complain(
                        "summary",
                        "has {{" + Scalars.shown(place) + "}}, which is no value of a rule; "
                                + Spelling.advice(place, SummaryText.PLACES)));
        return summary;
    }
}
