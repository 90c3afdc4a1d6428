package dev.bursar.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file or folder could not be read or written, in words: Java's own messages are often a path or a class name. */
public final class IoReason {
    private IoReason() {}

    /** The reason, without a full stop and without the file that the caller's message names. */
    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied" + at(denied);
            case NoSuchFileException missing -> "there is no such file or folder" + at(missing);
            case FileAlreadyExistsException taken -> "something else stands there" + at(taken);
            case FileSystemException other when other.getReason() != null -> Objects.requireNonNull(other.getReason());
            default -> e.getMessage() == null ? "the operating system gave no reason" : e.getMessage();
        };
    }

    private static String at(FileSystemException e) {
        return e.getFile() == null ? "" : " (" + e.getFile() + ")";
    }
}
