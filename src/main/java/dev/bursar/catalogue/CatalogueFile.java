package dev.bursar.catalogue;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    private static final int MAX_BYTES = 1 << 20;

    /**
     * Reads and validates a file.
     *
     * @return the file; throws a fault of code {@code unreadable-file} if there is no such text file of up to 1 MiB, and of
     *     code {@code invalid-catalogue} with every fault found in it (the first 20 of them) by line and field
     */
    public static CatalogueFile read(Path file) {
        String name = file.toString();
        return of(name, bytesOf(file, name));
    }

    /** As {@link #read(Path)}, of bytes that came from elsewhere. */
    public static CatalogueFile of(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw unreadable(name + " is larger than 1 MiB, which no catalogue is");
        }
        String source = decoded(name, bytes);
        return new CatalogueFile(name, source, sha256(bytes), CatalogueReader.read(name, source));
    }

    private static byte[] bytesOf(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw unreadable(name + " is a folder, not a catalogue file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE, "there is no file " + name, "Give the path of a catalogue in YAML.", e);
        } catch (IOException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "cannot read " + name + ": " + e.getMessage(),
                    "Give a file that " + System.getProperty("user.name") + " may read.",
                    e);
        }
    }

    /** Strict UTF-8; a byte order mark is dropped. */
    private static String decoded(String name, byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                throw unreadable(name + " is a binary file, not YAML");
            }
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    name + ", line " + lineAt(bytes, in.position()) + ": is not valid UTF-8",
                    "Save the file as UTF-8.",
                    e);
        }
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }

    private static Fault unreadable(String message) {
        return Fault.usage(FaultCode.UNREADABLE_FILE, message, "Give the path of a catalogue in YAML.");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
