package dev.bursar.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place that is told of alerts.
 *
 * @param name unique in its file
 * @param severities what it takes
 * @param address where messages are posted; null where the kind needs none, or has one of its own
 * @param key with which PagerDuty knows the service; null for other kinds
 */
record Sink(
        String name,
        Kind kind,
        Set<Severity> severities,
        @Nullable Secret address,
        @Nullable Secret key) {
    /** In which form a sink is told. */
    enum Kind {
        LOG(false, false, ""),
        WEBHOOK(true, false, ""),
        SLACK(true, false, ""),
        PAGERDUTY(false, true, "https://events.pagerduty.com/v2/enqueue");

        private final boolean needsAddress;
        private final boolean needsKey;
        private final String standardAddress;

        Kind(boolean needsAddress, boolean needsKey, String standardAddress) {
            this.needsAddress = needsAddress;
            this.needsKey = needsKey;
            this.standardAddress = standardAddress;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Kind::word).toList();
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        boolean needsAddress() {
            return needsAddress;
        }

        boolean takesAddress() {
            return needsAddress || needsKey;
        }

        boolean needsKey() {
            return needsKey;
        }

        /** Where messages go if the file names no address. */
        Optional<String> standardAddress() {
            return Optional.of(standardAddress).filter(address -> !address.isEmpty());
        }
    }

    /** The words of the severities, as the database has them. */
    String[] severityWords() {
        return severities.stream().map(Severity::word).sorted().toArray(String[]::new);
    }
}
