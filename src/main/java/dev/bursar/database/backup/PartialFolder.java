package dev.bursar.database.backup;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A folder that appears whole or not at all: it is filled beside its target under a name that begins with a dot, and renamed when
 * everything in it is on disk. One that was not finished is removed when this is closed, or, after a kill, by the next to come.
 */
final class PartialFolder implements AutoCloseable {
    private final Path target;
    private final Path partial;
    private final Thread atExit = new Thread(this::removeQuietly);

    private PartialFolder(Path target) {
        this.target = target;
        this.partial =
                target.resolveSibling(prefix(target) + ProcessHandle.current().pid());
    }

    /** Begins to fill {@code target}, which is absent or empty; throws a fault of exit 4 if it is neither. */
    static PartialFolder of(Path target) throws IOException {
        requireRoomFor(target);
        Path parent = Objects.requireNonNull(target.getParent(), "the target is absolute and not the root");
        Files.createDirectories(parent);
        removeLeftovers(parent, prefix(target));
        PartialFolder folder = new PartialFolder(target);
        FileCopy.createFolder(folder.partial);
        Runtime.getRuntime().addShutdownHook(folder.atExit);
        return folder;
    }

    /** Throws a fault of exit 4 unless something new can have this name. */
    static void requireRoomFor(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target) || !isEmpty(target)) {
            throw Fault.refused(
                    FaultCode.NOT_EMPTY,
                    target + (Files.isDirectory(target) ? " is not empty" : " is a file") + "; nothing was written",
                    "Name a folder that is not there yet: a backup never overwrites anything.");
        }
        Path parent = target.getParent();
        if (parent == null || !Files.getFileStore(parent).equals(Files.getFileStore(target))) {
            throw Fault.refused(
                    FaultCode.REFUSED,
                    target
                            + " is the root of a file system, and a backup gets its name by renaming; nothing was written",
                    "Name a folder below it: " + target.resolve("bursar-backup") + ".");
        }
    }

    Path path() {
        return partial;
    }

    /** Brings it to disk and gives it its name. */
    void finish() throws IOException {
        FileCopy.forceAll(partial);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        FileCopy.force(Objects.requireNonNull(target.getParent()));
    }

    @Override
    public void close() {
        removeQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }

    private void removeQuietly() {
        try {
            delete(partial);
        } catch (IOException e) {
            // its name says that it is no backup, and the next one removes it
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".partial-";
    }

    /** Those of processes that are still alive stay. */
    private static void removeLeftovers(Path parent, String prefix) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> siblings = Files.list(parent)) {
            leftovers = siblings.filter(
                            sibling -> isLeftover(sibling.getFileName().toString(), prefix))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    private static boolean isLeftover(String name, String prefix) {
        String process = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
        return process.matches("\\d{1,18}")
                && ProcessHandle.of(Long.parseLong(process))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    /** Removes a folder with everything in it; nothing happens where there is none. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        }
    }

    /** What stopped the writing, in words: {@code No space left on device}. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException f) {
            return f.getFile() + ": " + (f.getReason() == null ? e.getClass().getSimpleName() : f.getReason());
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }
}
