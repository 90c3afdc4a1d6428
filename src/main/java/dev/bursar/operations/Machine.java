package dev.bursar.operations;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this process runs, as rows of runs, nodes and journals say it. */
public final class Machine {
    private Machine() {}

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a machine that does not know its own name
        }
    }

    static long processId() {
        return ProcessHandle.current().pid();
    }

    /** As one phrase, such as {@code process 4711 on db-1}: also what stands beside the partitions of a process that is no node. */
    public static String process() {
        return "process " + processId() + " on " + host();
    }
}
