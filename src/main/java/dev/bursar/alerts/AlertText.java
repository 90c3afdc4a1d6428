package dev.bursar.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The texts of an alert in the form in which they are kept: on one line, and not too long for any sink. */
final class AlertText {
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_SUMMARY = 1_000; // PagerDuty takes 1,024 characters

    private AlertText() {}

    /**
     * A key. One that is too long keeps its beginning and ends in a hash of the whole, so that it stays another one than its
     * neighbours'.
     */
    static String key(String text) {
        String line = oneLine(text);
        if (line.isEmpty()) {
            throw new IllegalArgumentException("an alert needs a key");
        }
        return line.length() <= LONGEST_KEY ? line : cut(line, LONGEST_KEY - 17) + "…" + hash(text);
    }

    static String summary(String text) {
        String line = oneLine(text);
        return line.length() <= LONGEST_SUMMARY ? line : cut(line, LONGEST_SUMMARY - 1) + "…";
    }

    /** Text without line breaks and other characters that act instead of showing. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029\\s]+", " ").strip();
    }

    /** At most {@code length} characters, never half of one. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
