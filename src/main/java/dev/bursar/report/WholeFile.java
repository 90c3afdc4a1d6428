package dev.bursar.report;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.fault.IoReason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A UTF-8 file that appears whole or not at all: written beside its target under a temporary name, forced to disk, then
 * renamed. A reader of the target sees the file before or the file after, also when the machine loses power between.
 */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the content; what it throws leaves the target as it was. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Writer out) throws IOException;
    }

    /**
     * Writes {@code target}, making its folders.
     *
     * @param target replaced if it exists
     * @param stateLeft what is true of everything else when this fails, for the message: {@code nothing was imported}
     * @return the target; throws a fault of code {@code output-failed}, with the target as it was and no temporary file left
     */
    public static Path write(Path target, String stateLeft, Content content) {
        Path temporary = target.resolveSibling(".bursar-"
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().threadId() + ".part");
        try {
            Files.createDirectories(folderOf(target));
            try {
                writeThrough(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceFolder(target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw failed(target, stateLeft, e);
        }
        return target;
    }

    /**
     * Refuses a target that could not be written, before the work whose result is to stand there.
     *
     * @param stateLeft as in {@link #write}
     */
    public static void requireWritable(Path target, String stateLeft) {
        try {
            if (Files.isDirectory(target)) {
                throw new FileSystemException(target.toString(), null, "it is a folder");
            }
            Files.createDirectories(folderOf(target));
            Files.delete(Files.createTempFile(folderOf(target), ".bursar-", ".part"));
        } catch (IOException e) {
            throw failed(target, stateLeft, e);
        }
    }

    /**
     * Removes what an earlier run left under this name, if anything.
     *
     * @param stateLeft as in {@link #write}
     */
    public static void remove(Path target, String stateLeft) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw failed(target, stateLeft, e);
        }
    }

    private static void writeThrough(Path temporary, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** The rename itself has to reach the disk. */
    private static void forceFolder(Path target) throws IOException {
        try (FileChannel folder = FileChannel.open(folderOf(target), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path folderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        return folder == null ? target.toAbsolutePath() : folder;
    }

    private static Fault failed(Path target, String stateLeft, IOException e) {
        return Fault.failed(
                FaultCode.OUTPUT_FAILED,
                "cannot write " + target + ": " + IoReason.of(e) + "; " + stateLeft,
                "Make room or grant the right to write there (df -h, ls -ld), then repeat the command.",
                e);
    }
}
