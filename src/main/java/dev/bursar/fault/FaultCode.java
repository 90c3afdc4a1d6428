package dev.bursar.fault;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every expected fault, once: the word that operators search for, the SQLSTATE under which our SQL raises it, and the exit
 * code. The third character of the SQLSTATE is the exit code; numbers from 50 of each class are Java's own.
 */
public enum FaultCode {
    // raised by SQL and, some of them, by Java
    CHECK_FAILED("check-failed", "BU101"),
    UNKNOWN_USER("unknown-user", "BU201"),
    UNKNOWN_PLAN("unknown-plan", "BU202"),
    UNKNOWN_CREDIT_TYPE("unknown-credit-type", "BU203"),
    UNKNOWN_ACTION("unknown-action", "BU204"),
    AMOUNT_OUT_OF_RANGE("bad-amount", "BU205"),
    UNKNOWN_KEY("unknown-key", "BU206"),
    NO_PRICE("no-price", "BU207"),
    MALFORMED_VALUE("malformed-value", "BU208"),
    UNKNOWN_PACKAGE("unknown-package", "BU209"),
    KEY_CONFLICT("key-conflict", "BU401"),
    EVENT_IN_FUTURE("event-in-future", "BU402"),
    SETTING_REFUSED("setting-refused", "BU403"),
    CHANGE_TOO_EARLY("change-too-early", "BU404"),
    NOT_REFUNDABLE("not-refundable", "BU405"),
    NO_SUBSCRIPTION("no-subscription", "BU406"),
    FLAG_OFF("flag-off", "BU407"),
    HISTORY_NEVER_CHANGES("history-never-changes", "BU410"),
    INSUFFICIENT("insufficient", "BU411"),
    BEFORE_SEAM("before-seam", "BU412"),
    CATALOGUE_TOO_EARLY("catalogue-too-early", "BU420"),
    CATALOGUE_IN_USE("catalogue-in-use", "BU421"),

    // raised by Java only
    FAILED("failed", "BU100"),
    DATABASE_UNREACHABLE("database-unreachable", "BU151"),
    LOGIN_REFUSED("login-refused", "BU152"),
    DATABASE_FAILED("database-failed", "BU153"),
    EMBEDDED_SERVER_FAILED("embedded-server-failed", "BU154"),
    PROGRAM_ABSENT("program-absent", "BU155"),
    OUTPUT_FAILED("output-failed", "BU156"),
    MIGRATION_FAILED("migration-failed", "BU157"),
    DATABASE_BUSY("database-busy", "BU158"),
    DATABASE_FULL("database-full", "BU159"),
    RUN_FAILED("run-failed", "BU160"),
    DEMO_FAILED("demo-failed", "BU161"),
    SINK_FAILED("sink-failed", "BU170"),
    PORT_TAKEN("port-taken", "BU165"),
    BACKUP_FAILED("backup-failed", "BU180"),
    RESTORE_FAILED("restore-failed", "BU181"),
    STEP_FAILED("step-failed", "BU185"),
    /** A bug: not expected, and named here only because every failed command reports a code. */
    DEFECT("defect", "BU199"),
    USAGE("usage", "BU200"),
    UNKNOWN_JOB("unknown-job", "BU251"),
    UNKNOWN_RUN("unknown-run", "BU252"),
    UNKNOWN_FLAG("unknown-flag", "BU253"),
    UNREADABLE_FILE("unreadable-file", "BU254"),
    MALFORMED_FILE("malformed-file", "BU255"),
    INVALID_CATALOGUE("invalid-catalogue", "BU256"),
    INVALID_CONFIGURATION("invalid-configuration", "BU257"),
    INVALID_CRON("invalid-cron", "BU258"),
    INVALID_MANIFEST("invalid-manifest", "BU259"),
    INVALID_ALERTS("invalid-alerts", "BU270"),
    UNKNOWN_SINK("unknown-sink", "BU271"),
    INVALID_MAPPING("invalid-mapping", "BU290"),
    UNKNOWN_FINDING("unknown-finding", "BU275"),
    UNKNOWN_REVIEW("unknown-review", "BU276"),
    INVALID_RUNBOOK("invalid-runbook", "BU280"),
    UNKNOWN_RUNBOOK("unknown-runbook", "BU281"),
    UNKNOWN_JOURNAL("unknown-journal", "BU282"),
    /** A step's command ended with exit 2, as where a parameter names nobody. */
    STEP_MISUSED("step-misused", "BU283"),
    REFUSED("refused", "BU400"),
    ALREADY_RUNNING("already-running", "BU451"),
    PERIOD_IN_FUTURE("period-in-the-future", "BU452"),
    SCHEMA_TOO_OLD("schema-too-old", "BU453"),
    SCHEMA_TOO_NEW("schema-too-new", "BU454"),
    ROLES_ABSENT("roles-absent", "BU455"),
    PLAN_STALE("plan-stale", "BU456"),
    SERVER_TOO_OLD("server-too-old", "BU457"),
    NOT_THE_DEMOS("not-the-demos", "BU458"),
    /** What a run was planned or begun for is not what stands there now. */
    SOURCE_CHANGED("source-changed", "BU490"),
    BACKUP_DAMAGED("backup-damaged", "BU470"),
    BACKUP_DOES_NOT_FIT("backup-does-not-fit", "BU471"),
    NOT_EMPTY("not-empty", "BU472"),
    /** A step's command ended with exit 4. */
    STEP_REFUSED("step-refused", "BU480"),
    /** What a finished step did is no longer what stands in the runbook. */
    STEP_CHANGED("step-changed", "BU481"),
    /** A runbook waits for a tick, a typed confirmation, or a word on what became of a step. */
    ANSWER_MISSING("answer-missing", "BU482"),
    SHELL_NOT_ALLOWED("shell-not-allowed", "BU483");

    private final String word;
    private final String sqlState;

    FaultCode(String word, String sqlState) {
        this.word = word;
        this.sqlState = sqlState;
    }

    /** What operators read and search for, such as {@code key-conflict}. */
    public String word() {
        return word;
    }

    /** The SQLSTATE under which our SQL raises this fault, such as {@code BU402}. */
    public String sqlState() {
        return sqlState;
    }

    /** The exit code of a command that ends with this fault. */
    public Exit exit() {
        return switch (sqlState.charAt(2)) {
            case '1' -> Exit.FAILED;
            case '2' -> Exit.USAGE;
            default -> Exit.REFUSED;
        };
    }

    /**
     * The code that our SQL meant.
     *
     * @param sqlState as PostgreSQL reports it
     * @return the code, or the general one of its class where the exact number is unknown here; empty if it is none of ours
     */
    public static Optional<FaultCode> ofSqlState(String sqlState) {
        if (!sqlState.matches("BU[124]\\d\\d")) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(code -> code.sqlState.equals(sqlState))
                .findFirst()
                .or(() -> ofSqlState(sqlState.substring(0, 3) + "00"));
    }
}
