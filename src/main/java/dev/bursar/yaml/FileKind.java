package dev.bursar.yaml;

import dev.bursar.fault.FaultCode;

/**
 * A kind of file, and how to speak of it.
 *
 * @param noun what such a file is: {@code catalogue}
 * @param least the keys without which there is none
 * @param fault the code under which what is wrong inside is reported, of exit 2
 * @param hint what to do about that
 * @param format what its text is written in
 */
public record FileKind(String noun, String least, FaultCode fault, String hint, String format) {
    /** A kind of file that is YAML as a whole. */
    public FileKind(String noun, String least, FaultCode fault, String hint) {
        this(noun, least, fault, hint, "YAML");
    }
}
