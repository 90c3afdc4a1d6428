package dev.bursar.cli;

import dev.bursar.money.Millicredits;
import java.util.Map;
import java.util.stream.Collectors;

/** The answer of {@code change_subscription} in words. */
final class SubscriptionSentences {
    private SubscriptionSentences() {}

    static String of(String user, Map<String, Object> answer) {
        String change = String.valueOf(answer.get("change"));
        Object from = answer.get("effectiveAt");
        String when = from == null ? "" : " from " + from;
        String what = switch (change) {
            case "started" -> "is started";
            case "upgraded" -> "is upgraded" + when;
            case "scheduled" -> "will change" + when + ", with the next period";
            case "canceled" -> "is canceled" + when + ": no further period opens, what is held stays until it expires";
            case "resumed" -> "is resumed" + when;
            case "unchanged" -> "stands as it was: nothing was changed";
            default -> "is " + change + when;
        };
        return "The subscription of " + user + " " + what + granted(answer) + ".";
    }

    private static String granted(Map<String, Object> answer) {
        if (!(answer.get("grantedMillicredits") instanceof Map<?, ?> granted) || granted.isEmpty()) {
            return "";
        }
        return "; granted "
                + granted.entrySet().stream()
                        .map(pair -> Millicredits.of(((Number) pair.getValue()).longValue()) + " " + pair.getKey())
                        .collect(Collectors.joining(", "));
    }
}
