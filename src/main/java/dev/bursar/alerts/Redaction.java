package dev.bursar.alerts;

import java.util.Arrays;

/** Takes secrets out of text that came from outside. */
final class Redaction {
    private static final int SHORTEST_PART = 6;

    private Redaction() {}

    /** The text without the key, without the address, and without any longer part of the address's path and query. */
    static String of(String text, String address, String key) {
        String clean = without(without(text, address), key);
        String path = address.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("^[^/?#]*", "");
        String[] parts = Arrays.stream(path.split("[/?#&=]"))
                .filter(part -> part.length() >= SHORTEST_PART)
                .toArray(String[]::new);
        for (String part : parts) {
            clean = without(clean, part);
        }
        return clean;
    }

    private static String without(String text, String secret) {
        return secret.isEmpty() ? text : text.replace(secret, "(secret)");
    }
}
