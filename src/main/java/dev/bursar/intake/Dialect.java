package dev.bursar.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * How a CSV file of somebody else's is written.
 *
 * @param delimiter between fields: {@code , ; |} or a tab
 * @param encoding of its characters
 */
public record Dialect(char delimiter, Encoding encoding) {
    /** As the files that bursar asks for are written. */
    public static final Dialect OWN = new Dialect(',', Encoding.UTF_8);

    /** What characters are written in. */
    public enum Encoding {
        /** Strictly: a byte that is none breaks the file. */
        UTF_8("utf-8", StandardCharsets.UTF_8),
        WINDOWS_1252("windows-1252", Charset.forName("windows-1252")),
        ISO_8859_1("iso-8859-1", StandardCharsets.ISO_8859_1),
        /** UTF-8 line by line, and Windows-1252 in lines that are none: a file that several programs have written. */
        MIXED("mixed", Charset.forName("windows-1252"));

        private final String word;
        private final Charset charset;

        Encoding(String word, Charset charset) {
            this.word = word;
            this.charset = charset;
        }

        Charset charset() {
            return charset;
        }

        /** All of them as mapping files name them. */
        public static List<String> words() {
            return Arrays.stream(values()).map(encoding -> encoding.word).toList();
        }

        /** The one of a word; throws {@link IllegalArgumentException} if there is none. */
        public static Encoding of(String word) {
            return Arrays.stream(values())
                    .filter(encoding -> encoding.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word));
        }
    }
}
