package dev.bursar.schedule;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;

/** Faults with which a start ends. */
final class Faults {
    private Faults() {}

    /** One that can pass by itself. */
    static Fault ofDatabase() {
        return Fault.failed(FaultCode.DATABASE_UNREACHABLE, "the database is away", "Wait.");
    }

    /** One that cannot. */
    static Fault ofDisk() {
        return Fault.failed(FaultCode.DATABASE_FULL, "the disk is full", "Make room.");
    }

    static Fault busy() {
        return Fault.refused(FaultCode.ALREADY_RUNNING, "run 7 has been at work since noon", "Wait.");
    }
}
