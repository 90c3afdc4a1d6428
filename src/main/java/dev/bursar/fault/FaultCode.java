package dev.bursar.fault;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every expected fault, once: the word that operators search for, the SQLSTATE under which our SQL raises it, and the exit
 * code. The third character of the SQLSTATE is the exit code.
 */
public enum FaultCode {
    FAILED("failed", "BU100"),
    DATABASE_UNREACHABLE("database-unreachable", "BU101"),
    LOGIN_REFUSED("login-refused", "BU102"),
    DATABASE_FAILED("database-failed", "BU103"),
    EMBEDDED_SERVER_FAILED("embedded-server-failed", "BU104"),
    PROGRAM_ABSENT("program-absent", "BU105"),
    OUTPUT_FAILED("output-failed", "BU106"),
    MIGRATION_FAILED("migration-failed", "BU107"),
    DATABASE_BUSY("database-busy", "BU108"),
    DATABASE_FULL("database-full", "BU109"),
    RUN_FAILED("run-failed", "BU110"),

    USAGE("usage", "BU200"),
    UNKNOWN_USER("unknown-user", "BU201"),
    UNKNOWN_PLAN("unknown-plan", "BU202"),
    UNKNOWN_ACTION("unknown-action", "BU203"),
    UNKNOWN_CREDIT_TYPE("unknown-credit-type", "BU204"),
    UNKNOWN_JOB("unknown-job", "BU205"),
    UNKNOWN_RUN("unknown-run", "BU206"),
    UNKNOWN_KEY("unknown-key", "BU207"),
    UNKNOWN_FLAG("unknown-flag", "BU208"),
    MALFORMED_VALUE("malformed-value", "BU210"),
    AMOUNT_OUT_OF_RANGE("amount-out-of-range", "BU211"),
    UNREADABLE_FILE("unreadable-file", "BU220"),
    MALFORMED_FILE("malformed-file", "BU221"),
    INVALID_CATALOGUE("invalid-catalogue", "BU222"),
    INVALID_CONFIGURATION("invalid-configuration", "BU230"),

    REFUSED("refused", "BU400"),
    ALREADY_RUNNING("already-running", "BU401"),
    KEY_CONFLICT("key-conflict", "BU402"),
    PERIOD_IN_FUTURE("period-in-future", "BU403"),
    SCHEMA_TOO_OLD("schema-too-old", "BU404"),
    SCHEMA_TOO_NEW("schema-too-new", "BU405"),
    ROLES_ABSENT("roles-absent", "BU406"),
    FLAG_OFF("flag-off", "BU407"),
    PLAN_STALE("plan-stale", "BU408"),
    CATALOGUE_IN_USE("catalogue-in-use", "BU409"),
    HISTORY_NEVER_CHANGES("history-never-changes", "BU410"),
    SETTING_NOT_ALLOWED("setting-not-allowed", "BU411"),
    SERVER_TOO_OLD("server-too-old", "BU412"),
    CONFIRMATION_NEEDED("confirmation-needed", "BU413"),
    CATALOGUE_TOO_EARLY("catalogue-too-early", "BU420");

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
