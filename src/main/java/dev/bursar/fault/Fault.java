package dev.bursar.fault;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something expected went wrong. The message says what happened, with the values; the hint is one sentence that says what to
 * do. A command that ends with a fault prints both, never a stack trace, and exits with {@code code().exit()}.
 */
public final class Fault extends RuntimeException {
    private final FaultCode code;
    private final String hint;

    private Fault(FaultCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.hint = Objects.requireNonNull(hint);
    }

    /**
     * A fault of any kind.
     *
     * @param code decides the exit code
     * @param message what happened, with the values
     * @param hint one sentence, what to do; empty if there is nothing to say
     */
    public static Fault of(FaultCode code, String message, String hint) {
        return new Fault(code, message, hint, null);
    }

    /** As {@link #of(FaultCode, String, String)}, keeping what caused it. */
    public static Fault of(FaultCode code, String message, String hint, @Nullable Throwable cause) {
        return new Fault(code, message, hint, cause);
    }

    /** The work was begun and failed: exit 1. The message also says what state is left. */
    public static Fault failed(FaultCode code, String message, String hint) {
        return of(requireExit(code, Exit.FAILED), message, hint);
    }

    /** As {@link #failed(FaultCode, String, String)}, keeping what caused it. */
    public static Fault failed(FaultCode code, String message, String hint, Throwable cause) {
        return of(requireExit(code, Exit.FAILED), message, hint, cause);
    }

    /** The command or one of its inputs was not understood: exit 2. */
    public static Fault usage(FaultCode code, String message, String hint) {
        return of(requireExit(code, Exit.USAGE), message, hint);
    }

    /** As {@link #usage(FaultCode, String, String)}, keeping what caused it. */
    public static Fault usage(FaultCode code, String message, String hint, Throwable cause) {
        return of(requireExit(code, Exit.USAGE), message, hint, cause);
    }

    /** Understood and refused, nothing changed: exit 4. */
    public static Fault refused(FaultCode code, String message, String hint) {
        return of(requireExit(code, Exit.REFUSED), message, hint);
    }

    /** As {@link #refused(FaultCode, String, String)}, keeping what caused it. */
    public static Fault refused(FaultCode code, String message, String hint, Throwable cause) {
        return of(requireExit(code, Exit.REFUSED), message, hint, cause);
    }

    private static FaultCode requireExit(FaultCode code, Exit exit) {
        if (code.exit() != exit) {
            throw new IllegalArgumentException(code + " ends with exit " + code.exit() + ", not " + exit);
        }
        return code;
    }

    public FaultCode code() {
        return code;
    }

    /** What to do, in one sentence; empty if there is nothing to say. */
    public String hint() {
        return hint;
    }

    /** The message; a fault always has one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
