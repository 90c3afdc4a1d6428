package dev.bursar.backfill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a source hold what.
 *
 * @param byRole the source's column by what it holds: {@link #ROLES}; what the source does not have is absent
 * @param optional roles whose column may be missing all the same
 * @param refusesOthers whether a column without a role is a fault
 */
record SourceColumns(Map<String, String> byRole, List<String> optional, boolean refusesOthers) {
    static final String USER = "user";
    static final String PLAN = "plan";
    static final String AMOUNT = "amount";
    static final String LIMIT = "limit";
    static final String PERIOD_START = "period-start";
    static final String PERIOD_END = "period-end";
    static final String SEAM = "seam";
    static final String PAID_CENTS = "paid-cents";
    static final List<String> ROLES = List.of(USER, PLAN, AMOUNT, LIMIT, PERIOD_START, PERIOD_END, SEAM, PAID_CENTS);

    /** Those of the contract. */
    static SourceColumns ofContract() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(USER, "user_id");
        columns.put(PLAN, "plan");
        columns.put(AMOUNT, "credits_remaining");
        columns.put(LIMIT, "credits_limit");
        columns.put(PERIOD_START, "period_start");
        columns.put(PERIOD_END, "period_end");
        columns.put(PAID_CENTS, "paid_cents");
        return new SourceColumns(columns, List.of(PAID_CENTS), true);
    }

    /** The source's column for a role, if it has one. */
    Optional<String> of(String role) {
        return Optional.ofNullable(byRole.get(role));
    }
}
