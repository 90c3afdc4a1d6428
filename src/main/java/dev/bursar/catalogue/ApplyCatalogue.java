package dev.bursar.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Applies a catalogue file as a new version, within the caller's transaction. One application at a time.
 */
public final class ApplyCatalogue {
    private final JdbcClient client;
    private final Versions versions;
    private final Optional<String> reason;

    /** @param client of a connection with an open transaction */
    public ApplyCatalogue(JdbcClient client) {
        this(client, Optional.empty());
    }

    /**
     * @param client of a connection with an open transaction
     * @param reason why, in the operator's words: kept with the version
     */
    public ApplyCatalogue(JdbcClient client, Optional<String> reason) {
        this.client = client;
        this.versions = new Versions(client);
        this.reason = reason;
    }

    /**
     * What came of applying a file.
     *
     * @param version the one that says what the file says: written now, or in force already
     * @param replaced the version that was in force from then on; null where there was none
     * @param differences what is new; empty if the file says what is in force already, so that nothing was written
     */
    public record Applied(
            CatalogueVersion version, @Nullable CatalogueVersion replaced, List<Difference> differences) {
        /** Whether a version was written. */
        public boolean isNew() {
            return !differences.isEmpty();
        }
    }

    /**
     * Applies a file from an instant on.
     *
     * @param effectiveFrom empty: from the beginning of time while the ledger is empty, else from now
     * @return what changed; throws a fault of code {@code catalogue-too-early} if something was priced or granted since, and of
     *     code {@code catalogue-in-use} if the file takes away what subscriptions or accounts stand on
     */
    public Applied apply(CatalogueFile file, Optional<Instant> effectiveFrom) {
        waitForTurn(client);
        LedgerUse use = new LedgerUse(client);
        Instant from = effectiveFrom.orElseGet(() -> use.isEmpty() ? null : versions.now());
        Optional<CatalogueVersion> inForce = versions.at(from);
        List<Difference> differences = Differences.between(
                inForce.map(version -> new CatalogueTables(client).read(version.id()))
                        .orElse(Catalogue.EMPTY),
                file.catalogue());
        if (inForce.isPresent() && differences.isEmpty()) {
            return new Applied(inForce.get(), inForce.get(), List.of());
        }
        use.refuseTooEarly(from, effectiveFrom.isPresent());
        use.refuseLosses(file.catalogue(), from);
        new Granularities(client).settle(file.catalogue(), from);
        int id = new CatalogueWriter(client).write(file, from, reason);
        CatalogueVersion written = versions.byId(id);
        return new Applied(written, inForce.orElse(null), differences);
    }

    /** Does what {@link #apply} does, refusals included, and takes it back at once: nothing stays but what would have come of it. */
    public Applied rehearse(CatalogueFile file, Optional<Instant> effectiveFrom) {
        client.sql("SAVEPOINT rehearsal").update();
        Applied applied = apply(file, effectiveFrom);
        client.sql("ROLLBACK TO SAVEPOINT rehearsal").update();
        return applied;
    }

    /** One application at a time: the lock is released at the end of the transaction. */
    static void waitForTurn(JdbcClient client) {
        client.sql("SELECT pg_advisory_xact_lock(hashtextextended('bursar catalogue', 0))")
                .query()
                .singleRow();
    }
}
