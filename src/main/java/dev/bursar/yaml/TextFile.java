package dev.bursar.yaml;

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

/** Files that people write, read as a whole: up to 1 MiB of UTF-8. */
public final class TextFile {
    private static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * What a file holds.
     *
     * @return its bytes; throws a fault of code {@code unreadable-file} if there is no such file of up to 1 MiB
     */
    public static byte[] bytes(Path file, FileKind kind) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw unreadable(name + " is a folder, not a " + kind.noun() + " file", kind);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            refuseLarge(name, bytes, kind);
            return bytes;
        } catch (NoSuchFileException e) {
            throw Fault.usage(FaultCode.UNREADABLE_FILE, "there is no file " + name, hint(kind), e);
        } catch (IOException e) {
            throw Fault.usage(
                    FaultCode.UNREADABLE_FILE,
                    "cannot read " + name + ": " + e.getMessage(),
                    "Give a file that " + System.getProperty("user.name") + " may read.",
                    e);
        }
    }

    /**
     * Bytes as text: strict UTF-8; a byte order mark is dropped.
     *
     * @param name as the operator named the file, for messages
     * @return the text; throws a fault of code {@code unreadable-file} if it is none, or larger than 1 MiB
     */
    public static String decoded(String name, byte[] bytes, FileKind kind) {
        refuseLarge(name, bytes, kind);
        for (byte b : bytes) {
            if (b == 0) {
                throw unreadable(name + " is a binary file, not " + kind.format(), kind);
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

    private static void refuseLarge(String name, byte[] bytes, FileKind kind) {
        if (bytes.length > MAX_BYTES) {
            throw unreadable(name + " is larger than 1 MiB, which no " + kind.noun() + " is", kind);
        }
    }

    private static Fault unreadable(String message, FileKind kind) {
        return Fault.usage(FaultCode.UNREADABLE_FILE, message, hint(kind));
    }

    private static String hint(FileKind kind) {
        return "Give the path of a " + kind.noun() + " in " + kind.format() + ".";
    }
}
