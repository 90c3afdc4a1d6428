package dev.bursar.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fingerprints of files and rows. */
public final class Sha256 {
    private Sha256() {}

    static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of a file's bytes, in hex; throws a fault of exit 2 if it cannot be read. */
    static String of(FileFaults file) {
        if (Files.isDirectory(file.path())) {
            throw file.unreadable(null);
        }
        MessageDigest digest = start();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file.path())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw file.unreadable(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a text, in hex. */
    public static String of(String text) {
        return HexFormat.of().formatHex(start().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The fingerprint of a row, in hex: each value behind its length, so that no two rows read the same. */
    static String of(List<@Nullable String> values) {
        MessageDigest digest = start();
        for (String value : values) {
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            digest.update(((value == null ? "-" : bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
