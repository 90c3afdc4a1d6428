package dev.bursar.fault;

/** The exit codes of every command; scripts rely on them. */
public enum Exit {
    /** Done, also when there was nothing to do. */
    DONE(0),
    /** Failed: the message says what happened, what state is left, and what to do. */
    FAILED(1),
    /** The command was not understood: unknown option, user or plan, malformed date, unreadable file. */
    USAGE(2),
    /** Done, and the answer is no: findings, rejected rows; a charge that was insufficient, capped or frozen. */
    ANSWER_IS_NO(3),
    /** Refused, nothing changed. */
    REFUSED(4),
    /** Interrupted by the operator; what was started can be restarted. */
    INTERRUPTED(130);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }
}
