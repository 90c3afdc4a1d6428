package dev.bursar.catalogue;

import dev.bursar.database.Statements;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The catalogue that comes with bursar: the three products of the design side by side. */
public final class DefaultCatalogue {
    private static final String NAME = "migrations/default-catalogue.yaml";

    private DefaultCatalogue() {}

    /** As it is packaged. */
    public static CatalogueFile read() {
        return CatalogueFile.of(NAME, Statements.read(NAME).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Applies it where there is no catalogue at all.
     *
     * @param client of a connection with an open transaction
     * @return the version that was made; empty where there is a catalogue already
     */
    public static Optional<CatalogueVersion> applyWhereNoneIs(JdbcClient client) {
        ApplyCatalogue.waitForTurn(client);
        if (!new Versions(client).all().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ApplyCatalogue(client).apply(read(), Optional.empty()).version());
    }
}
