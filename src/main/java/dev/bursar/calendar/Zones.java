package dev.bursar.calendar;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones as operators name them. */
public final class Zones {
    private Zones() {}

    /** The zone of that name; throws a fault of exit 2 if there is none. */
    public static ZoneId of(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'" + name + "' is no time zone",
                    "Give one of the IANA database, such as Europe/Berlin, or UTC.",
                    e);
        }
    }
}
