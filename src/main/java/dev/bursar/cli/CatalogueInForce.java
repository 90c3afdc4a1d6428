package dev.bursar.cli;

import dev.bursar.catalogue.Catalogue;
import dev.bursar.catalogue.CatalogueTables;
import dev.bursar.catalogue.CatalogueVersion;
import dev.bursar.catalogue.Versions;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the catalogue says at an instant, and which version says it. */
record CatalogueInForce(CatalogueVersion version, Catalogue catalogue) {
    /**
     * Reads it.
     *
     * @param at null: now, in business time
     * @return throws a fault of exit 2 where no catalogue is in force
     */
    static CatalogueInForce at(Invocation invocation, @Nullable Instant at) {
        JdbcClient client = invocation.database().client();
        Versions versions = new Versions(client);
        Instant when = at == null ? versions.now() : at;
        CatalogueVersion version = versions.at(when)
                .orElseThrow(() -> Fault.usage(
                        FaultCode.MALFORMED_VALUE,
                        "no catalogue is in force at " + when,
                        "Apply one: bursar catalogue apply FILE."));
        return new CatalogueInForce(version, new CatalogueTables(client).read(version.id()));
    }
}
