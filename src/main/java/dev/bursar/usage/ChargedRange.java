package dev.bursar.usage;

import dev.bursar.ranges.RangeResult;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call of {@code settle_usage} did.
 *
 * @param lastPlace the place up to which it looked
 * @param rows how many it settled
 * @param charged how many were charged
 * @param recorded how many were recorded without a charge, as shadow billing or a switch says
 * @param repeated how many had been settled before, under the same key
 * @param legacy how many are the legacy system's to charge
 * @param late how many were charged after their period was over, or their day closed
 * @param chargedMillicredits what was charged
 * @param shadowMillicredits what shadow billing would have charged
 * @param offMillicredits what would have been charged but for a switch
 * @param comeBack places from which rows are still to be charged
 * @param rejects the rows that were refused
 */
record ChargedRange(
        long lastPlace,
        long rows,
        long charged,
        long recorded,
        long repeated,
        long legacy,
        long late,
        BigDecimal chargedMillicredits,
        BigDecimal shadowMillicredits,
        BigDecimal offMillicredits,
        List<Long> comeBack,
        Rejects rejects) {

    static ChargedRange of(ResultSet row) throws SQLException {
        List<Long> comeBack =
                new ArrayList<>(List.of((Long[]) row.getArray("busy").getArray()));
        comeBack.addAll(List.of((Long[]) row.getArray("left_over").getArray()));
        return new ChargedRange(
                row.getLong("last_place"),
                row.getLong("rows"),
                row.getLong("charged"),
                row.getLong("recorded"),
                row.getLong("repeated"),
                row.getLong("legacy"),
                row.getLong("late"),
                row.getBigDecimal("charged_millicredits"),
                row.getBigDecimal("shadow_millicredits"),
                row.getBigDecimal("off_millicredits"),
                comeBack,
                Rejects.of(row));
    }

    /** The same as every job's ranges tell it. */
    RangeResult result(long size, boolean last, Runnable note) {
        return new RangeResult(size, lastPlace, last, charged + recorded, comeBack, counts(), totals(), note);
    }

    private String counts() {
        return "{\"read\": %d, \"written\": %d, \"skipped\": %d, \"rejected\": %d}"
                .formatted(
                        rows,
                        charged + recorded,
                        repeated + legacy,
                        rejects.lines().size());
    }

    private String totals() {
        return "{\"chargedMillicredits\": %s, \"shadowMillicredits\": %s, \"offMillicredits\": %s, \"lateEvents\": %d, \"repeatedEvents\": %d, \"legacyEvents\": %d}"
                .formatted(
                        chargedMillicredits.toPlainString(),
                        shadowMillicredits.toPlainString(),
                        offMillicredits.toPlainString(),
                        late,
                        repeated,
                        legacy);
    }
}
