package dev.bursar.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells a living server from a process that merely has its number: after a crash or in a container, numbers come again. */
final class ServerProcess {
    private ServerProcess() {}

    /**
     * Whether the process may be the server on {@code data}. What cannot be seen counts as yes: taking a living server for dead
     * could put two servers on one data folder, and the other mistake only costs a wait.
     */
    static boolean mayServe(long pid, Path data) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        return process != null
                && process.isAlive()
                && !isZombie(pid)
                && process.info()
                        .command()
                        .map(command -> command.endsWith("/postgres"))
                        .orElse(true)
                && servesFolder(process.info().arguments().map(List::of).orElse(List.of()), data);
    }

    private static boolean servesFolder(List<String> arguments, Path data) throws IOException {
        int option = arguments.indexOf("-D");
        if (option < 0 || option + 1 >= arguments.size()) {
            return true;
        }
        Path theirs = Path.of(arguments.get(option + 1));
        return Files.exists(theirs) && Files.isSameFile(theirs, data);
    }

    /** Dead, but nobody has collected it, as under a container's first process that does not care. Linux only. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return false; // no /proc, or gone in this moment, which the next look will see
        }
    }
}
