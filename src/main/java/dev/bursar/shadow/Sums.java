package dev.bursar.shadow;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a comparison has summed; amounts in millicredits.
 *
 * @param requests that the shadow has logged or the legacy system named, within the interval
 * @param compared of these
 * @param differing of these
 * @param shadow what the shadow says of the compared ones
 * @param real what was charged for them
 * @param offBy by how much they differ, each taken absolutely
 * @param v2 what the shadow says of credit types that the legacy source knows
 * @param legacy what the legacy source says
 * @param legacyOffBy by how much the two differ, user by user, each taken absolutely
 * @param readRows rows of the legacy source
 * @param rejected those of them that cannot be read
 * @param legacyName the legacy source; empty where none was compared
 */
record Sums(
        BigDecimal requests,
        BigDecimal compared,
        BigDecimal differing,
        BigDecimal shadow,
        BigDecimal real,
        BigDecimal offBy,
        BigDecimal v2,
        BigDecimal legacy,
        BigDecimal legacyOffBy,
        BigDecimal readRows,
        BigDecimal rejected,
        Optional<String> legacyName) {

    static Sums read(ResultSet row) throws SQLException {
        Optional<String> legacy = Optional.ofNullable(row.getString("legacy_name"));
        return new Sums(
                row.getBigDecimal("requests"),
                row.getBigDecimal("compared"),
                row.getBigDecimal("differing"),
                row.getBigDecimal("shadow"),
                row.getBigDecimal("real"),
                row.getBigDecimal("off_by"),
                row.getBigDecimal("v2"),
                row.getBigDecimal("legacy"),
                legacy.isPresent() ? row.getBigDecimal("legacy_off_by") : BigDecimal.ZERO,
                legacy.isPresent() ? row.getBigDecimal("read_rows") : BigDecimal.ZERO,
                legacy.isPresent() ? row.getBigDecimal("rejected") : BigDecimal.ZERO,
                legacy);
    }

    boolean hasLegacy() {
        return legacyName.isPresent();
    }

    /** As a run counts: what was looked at, compared, without a counterpart, and refused. */
    Map<String, BigInteger> counts() {
        Map<String, BigInteger> counts = new LinkedHashMap<>();
        counts.put("read", requests.toBigInteger());
        counts.put("written", compared.toBigInteger());
        counts.put("skipped", requests.subtract(compared).toBigInteger());
        counts.put("rejected", rejected.toBigInteger());
        return counts;
    }

    /** The job's own totals. */
    Map<String, BigInteger> totals() {
        Map<String, BigInteger> totals = new LinkedHashMap<>();
        totals.put("differingRequests", differing.toBigInteger());
        totals.put("shadowMillicredits", shadow.toBigInteger());
        totals.put("realMillicredits", real.toBigInteger());
        totals.put("offByMillicredits", offBy.toBigInteger());
        totals.put("v2Millicredits", v2.toBigInteger());
        totals.put("legacyMillicredits", legacy.toBigInteger());
        totals.put("legacyOffByMillicredits", legacyOffBy.toBigInteger());
        return totals;
    }
}
