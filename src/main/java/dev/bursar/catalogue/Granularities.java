package dev.bursar.catalogue;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The step in which a credit type moves holds for all versions at once. It may only change while nobody holds the type and the
 * new version hides every older one.
 */
final class Granularities {
    private final JdbcClient client;

    Granularities(JdbcClient client) {
        this.client = client;
    }

    /**
     * Brings the stored credit types to what the catalogue says, where that is possible.
     *
     * @param from null: the beginning of time
     */
    void settle(Catalogue catalogue, @Nullable Instant from) {
        for (CreditType type : catalogue.creditTypes()) {
            boolean isChanged = client.sql(
                            "SELECT count(*) = 1 FROM credit_type WHERE code = :code AND granularity_millicredits <> :granularity")
                    .param("code", type.code())
                    .param("granularity", type.granularityMillicredits())
                    .query(Boolean.class)
                    .single();
            if (isChanged) {
                change(type, from);
            }
        }
    }

    private void change(CreditType type, @Nullable Instant from) {
        int changed = client.sql("""
                        UPDATE credit_type t SET granularity_millicredits = :granularity
                        WHERE t.code = :code AND :from = '-infinity'
                          AND NOT EXISTS (SELECT FROM account a WHERE a.credit_type_id = t.id)
                          AND NOT EXISTS (SELECT FROM catalogue_version v WHERE v.applies_from > '-infinity')""")
                .param("granularity", type.granularityMillicredits())
                .param("code", type.code())
                .param("from", Versions.literal(from))
                .update();
        if (changed == 0) {
            throw Fault.refused(
                    FaultCode.CATALOGUE_IN_USE,
                    "the granularity of credit type " + type.code() + " cannot become " + type.granularityMillicredits()
                            + ": accounts or earlier versions of the catalogue go by the one it has",
                    "Keep the granularity, or give the new credit type another code; nothing was changed.");
        }
    }
}
