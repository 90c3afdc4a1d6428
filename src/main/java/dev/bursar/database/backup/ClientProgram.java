package dev.bursar.database.backup;

import dev.bursar.database.DatabaseUrl;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of PostgreSQL's client programs.
 *
 * @param name such as {@code pg_dump}
 * @param file where it was found on the PATH
 */
public record ClientProgram(String name, Path file) {
    private static final Pattern MAJOR = Pattern.compile("\\D*(\\d+)");

    /** The first on the PATH that can be executed. */
    public static Optional<ClientProgram> find(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(file -> new ClientProgram(name, file))
                .findFirst();
    }

    /**
     * One that can deal with a version.
     *
     * @param needed the major version that it must have at least
     * @param what has that version, for the message: {@code the server}
     * @return the program; throws a fault of exit 1 if it is absent or older
     */
    static ClientProgram require(String name, String path, int needed, String what) {
        String remedy = "Install PostgreSQL's client programs, version " + needed
                + " or newer (on Debian postgresql-client-" + needed + "), and put them first on the PATH.";
        ClientProgram program = find(name, path)
                .orElseThrow(() -> Fault.failed(
                        FaultCode.PROGRAM_ABSENT, name + " is not on the PATH; nothing was changed", remedy));
        int version = program.majorVersion();
        if (version < needed) {
            throw Fault.failed(
                    FaultCode.PROGRAM_ABSENT,
                    program.file + " is version " + version + " and cannot deal with " + what + ", which is version "
                            + needed + "; nothing was changed",
                    remedy);
        }
        return program;
    }

    /** What it prints about itself; throws a fault of exit 1 if it cannot be started. */
    public String version() {
        try {
            return output(new ProcessBuilder(file.toString(), "--version")).strip();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Such as 15. */
    public int majorVersion() {
        Matcher major = MAJOR.matcher(version());
        return major.lookingAt() ? Integer.parseInt(major.group(1)) : 0;
    }

    /** Runs it on a database to its end; throws a fault of exit 1 with its words if it fails. */
    void run(DatabaseUrl url, String stateLeft, String... arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        command.add("--no-password");
        command.add("--dbname=" + url.withoutPassword().libpqUrl());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent("PGCONNECT_TIMEOUT", "10");
        builder.environment().put("LC_ALL", "C");
        // not among the arguments, where every user of the machine could read it
        url.password().ifPresent(password -> builder.environment().put("PGPASSWORD", password));
        try {
            output(builder);
        } catch (IOException e) {
            throw Fault.failed(
                    FaultCode.BACKUP_FAILED,
                    name + " failed; " + stateLeft + ":\n" + e.getMessage(),
                    "Mend what it names and run the command again.",
                    e);
        }
    }

    /** What it printed; an exit other than 0 is an exception with the same. */
    private static String output(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        Thread atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(words.strip());
            }
            return words;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        } finally {
            forget(atExit);
        }
    }

    private static void forget(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }

    private Fault unusable(IOException e) {
        return Fault.failed(
                FaultCode.PROGRAM_ABSENT,
                file + " cannot be used: " + e.getMessage(),
                "Install PostgreSQL's client programs anew, or put others first on the PATH.",
                e);
    }
}
