package dev.bursar.catalogue;

import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.FileKind;
import dev.bursar.yaml.TextFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A catalogue file that was read and found right.
 *
 * @param name as the operator named it, for messages
 * @param source its text
 * @param sha256 of its bytes, in hex
 */
public record CatalogueFile(String name, String source, String sha256, Catalogue catalogue) {
    static final FileKind KIND = new FileKind(
            "catalogue",
            "credit-types",
            FaultCode.INVALID_CATALOGUE,
            "Mend the file and apply it again; nothing was applied.");

    /**
     * Reads and validates a file.
     *
     * @return the file; throws a fault of code {@code unreadable-file} if there is no such text file of up to 1 MiB, and of
     *     code {@code invalid-catalogue} with every fault found in it (the first 20 of them) by line and field
     */
    public static CatalogueFile read(Path file) {
        return of(file.toString(), TextFile.bytes(file, KIND));
    }

    /** As {@link #read(Path)}, of bytes that came from elsewhere. */
    public static CatalogueFile of(String name, byte[] bytes) {
        String source = TextFile.decoded(name, bytes, KIND);
        return new CatalogueFile(name, source, sha256(bytes), CatalogueReader.read(name, source));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
