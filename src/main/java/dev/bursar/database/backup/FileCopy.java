package dev.bursar.database.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Files that only their owner can read, with the fingerprint of what was written. They are on disk after {@link #forceAll}: once for
 * all of them, since the first force brings most of the others along.
 */
final class FileCopy {
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private FileCopy() {}

    /**
     * Copies a file that may grow meanwhile.
     *
     * @param path what the copy is called in its backup
     * @param copied is told of every piece, in bytes
     * @return the copy, which may hold more or fewer bytes than the source does by now
     */
    static StoredFile copy(Path source, Path target, String path, LongConsumer copied) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 18];
        long bytes = 0;
        try (InputStream in = Files.newInputStream(source);
                FileChannel out = create(target)) {
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                writeAll(out, ByteBuffer.wrap(piece, 0, read));
                bytes += read;
                copied.accept(read);
            }
        }
        return new StoredFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    static StoredFile write(Path target, String path, byte[] content) throws IOException {
        write(target, content);
        return new StoredFile(path, content.length, HexFormat.of().formatHex(sha256().digest(content)));
    }

    static void write(Path target, byte[] content) throws IOException {
        try (FileChannel out = create(target)) {
            writeAll(out, ByteBuffer.wrap(content));
        }
    }

    /** The fingerprint of a file as it stands. */
    static String fingerprint(Path file, LongConsumer readBytes) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
                readBytes.accept(read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A folder of its owner's, with those above it. */
    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, OWNERS_FOLDER);
    }

    /** Brings a folder with everything in it to disk, also the names. */
    static void forceAll(Path folder) throws IOException {
        try (Stream<Path> everything = Files.walk(folder)) {
            for (Path fileOrFolder : everything.toList()) {
                force(fileOrFolder);
            }
        }
    }

    /** Brings a file to disk; for a folder, the names in it. */
    static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileChannel create(Path target) throws IOException {
        return FileChannel.open(target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNERS_FILE);
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
