package dev.bursar.operations;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this process runs, as rows of runs and nodes say it. */
final class Machine {
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

    /** Of a process that is no node: what stands beside the partitions that its threads work on. */
    static String process() {
        return "process " + processId() + " on " + host();
    }
}
