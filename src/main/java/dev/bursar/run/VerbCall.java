package dev.bursar.run;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.Optional;

/**
 * What a verb of a job was given.
 *
 * @param values of its options and parameters, by name
 * @param reason why, in the operator's words
 */
public record VerbCall(OptionValues values, Optional<String> reason) {
    /** The value of a parameter, which the command line has asked for. */
    public String parameter(String name) {
        return values.one(name).orElseThrow(() -> new IllegalArgumentException("no parameter " + name));
    }

    /** The operator's reason; throws a fault of exit 2 that names the flag where there is none. */
    public String requireReason() {
        return reason.orElseThrow(() -> Fault.usage(
                FaultCode.USAGE,
                "--reason is missing; nothing was changed",
                "Say why with --reason TEXT: it is kept with what the command changes."));
    }
}
