package dev.bursar.allocation;

import dev.bursar.ranges.RangeResult;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What one call of {@code allocate_customers} did.
 *
 * @param customers how many it looked at
 * @param lastId the id up to which it looked
 * @param due how many accounts had something due by the date: each of them changed
 * @param opened how many periods it opened
 * @param grantedMillicredits by new periods
 * @param rolledMillicredits carried over into them
 * @param expiredMillicredits of every kind of lot
 * @param busy ids of customers of whom somebody held an account
 * @param last whether this was the end of the interval
 */
record OpenedRange(
        long customers,
        long lastId,
        long due,
        long opened,
        BigDecimal grantedMillicredits,
        BigDecimal rolledMillicredits,
        BigDecimal expiredMillicredits,
        List<Long> busy,
        boolean last) {

    /** Reads the row of {@code settle-busy.sql}. */
    static OpenedRange ofCustomers(ResultSet row) throws SQLException {
        List<Long> busy = busy(row);
        return of(row, row.getLong("customers") - busy.size(), 0, false);
    }

    /** Reads the row of {@code open-range.sql}, which was asked for {@code size} customers of an interval up to {@code end}. */
    static OpenedRange ofRange(ResultSet row, int size, long end) throws SQLException {
        boolean full = row.getLong("size") == size && row.getLong("last_id") < end;
        return of(row, row.getLong("size"), full ? row.getLong("last_id") : end, !full);
    }

    private static OpenedRange of(ResultSet row, long customers, long lastId, boolean last) throws SQLException {
        return new OpenedRange(
                customers,
                lastId,
                row.getLong("changed"),
                row.getLong("opened"),
                row.getBigDecimal("granted_millicredits"),
                row.getBigDecimal("rolled_millicredits"),
                row.getBigDecimal("expired_millicredits"),
                busy(row),
                last);
    }

    private static List<Long> busy(ResultSet row) throws SQLException {
        return List.of((Long[]) row.getArray("busy").getArray());
    }

    /** The same as every job's ranges tell it; {@code waiting} periods have not begun by now. */
    RangeResult result(long waiting) {
        return new RangeResult(customers, lastId, last, opened, busy, counts(waiting), totals());
    }

    private String counts(long waiting) {
        return "{\"read\": %d, \"written\": %d, \"skipped\": %d, \"rejected\": 0}".formatted(due, opened, waiting);
    }

    private String totals() {
        return "{\"grantedMillicredits\": %s, \"rolledMillicredits\": %s, \"expiredMillicredits\": %s}"
                .formatted(
                        grantedMillicredits.toPlainString(),
                        rolledMillicredits.toPlainString(),
                        expiredMillicredits.toPlainString());
    }
}
