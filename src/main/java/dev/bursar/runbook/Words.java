package dev.bursar.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command line cut into words as a shell would, by one who is no shell: quotes and backslashes keep blanks together, and
 * nothing is expanded. What would mean something else to a shell is refused unless it is quoted.
 */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
    private static final String SHELL_ONLY = ";|&<>`$";

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isInWord;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** The words; throws {@link IllegalArgumentException} with what is wrong, for the lint. */
    static List<String> of(String line) {
        return new Words(line).split();
    }

    private List<String> split() {
        for (at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (Character.isWhitespace(c)) {
                end();
                continue;
            }
            isInWord = true;
            switch (c) {
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '\\' -> word.append(escaped());
                default -> word.append(plain(c));
            }
        }
        end();
        return List.copyOf(words);
    }

    private void end() {
        if (isInWord) {
            words.add(word.toString());
            word.setLength(0);
            isInWord = false;
        }
    }

    private void singleQuoted() {
        int end = line.indexOf('\'', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("the quote ' is never closed");
        }
        word.append(line, at + 1, end);
        at = end;
    }

    private void doubleQuoted() {
        for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
            char c = line.charAt(at);
            boolean isEscape = c == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0;
            word.append(isEscape ? line.charAt(++at) : c);
        }
        if (at >= line.length()) {
            throw new IllegalArgumentException("the quote \" is never closed");
        }
    }

    private char escaped() {
        if (++at >= line.length()) {
            throw new IllegalArgumentException("the line ends in a backslash; a command stands on one line");
        }
        return line.charAt(at);
    }

    private char plain(char c) {
        if (SHELL_ONLY.indexOf(c) >= 0) {
            throw new IllegalArgumentException(
                    "'" + c + "' means nothing here, where no shell reads; quote it if it is part of an argument");
        }
        return c;
    }

    /** The word as one that a shell would read back as it is. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
