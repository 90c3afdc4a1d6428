package dev.bursar.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The scope of a run in words: part of its identity, so two different lists of users never read the same. */
final class Scope {
    static final String ALL = "all";

    /** An index row holds no more than some 2,700 bytes; longer lists are told apart by their hash. */
    private static final int LONGEST = 500;

    private Scope() {}

    /** {@code all} for no users, else the sorted users. */
    static String of(List<String> users) {
        if (users.isEmpty()) {
            return ALL;
        }
        String list = users.stream().map(Scope::quoted).collect(Collectors.joining(","));
        return list.length() <= LONGEST ? list : users.size() + " users, SHA-256 " + sha256(list);
    }

    /** A user called "all", or with a comma in the name, must not be taken for something else. */
    private static String quoted(String user) {
        return user.equals(ALL) || user.matches(".*[,\"\\s].*") ? '"' + user.replace("\"", "\"\"") + '"' : user;
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
