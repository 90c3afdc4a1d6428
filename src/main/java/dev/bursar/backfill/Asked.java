package dev.bursar.backfill;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.intake.Dialect;
import dev.bursar.intake.Sha256;
import dev.bursar.intake.SourceName;
import dev.bursar.run.RunParameters;
import dev.bursar.yaml.TextFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a backfill was asked for.
 *
 * @param source where the rows stand
 * @param sha256 what identifies them as they stood when this was asked
 * @param mappingName the mapping file as the operator named it
 * @param mapping its text; empty where the source has the contract's columns
 * @param seamAsked the seam as the operator gave it; empty where rows or the moment say it
 */
record Asked(SourceName source, String sha256, String mappingName, String mapping, String seamAsked) {
    /** Said in place of a mapping file: the source has the contract's columns. */
    private static final String CONTRACT = "contract";

    static final String STATE = "nothing was read";

    private static final int LONGEST_NAME = 80;

    /** Reads the options; throws a fault of exit 2 or 4 if they cannot be followed. */
    static Asked read(String sourceText, Optional<String> given, Optional<String> asOf, JdbcClient client) {
        SourceName source = SourceName.parse(sourceText, STATE);
        Optional<String> mapping = given.filter(file -> !file.equals(CONTRACT));
        String text = mapping.map(file ->
                        TextFile.decoded(file, TextFile.bytes(Path.of(file), MappingReader.KIND), MappingReader.KIND))
                .orElse("");
        Asked asked = new Asked(
                source,
                source.fingerprint(client),
                mapping.orElse(""),
                text,
                asOf.map(seam -> seam(seam, client)).orElse(""));
        var _ = asked.mapping(client);
        return asked;
    }

    private static String seam(String text, JdbcClient client) {
        Instant seam;
        try {
            seam = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "--as-of '" + text + "' is no instant",
                    "Write it with its zone, as 2026-11-01T00:00:00Z.",
                    e);
        }
        Instant now = client.sql("SELECT business_now()")
                .query(Timestamp.class)
                .single()
                .toInstant();
        if (seam.isAfter(now)) {
            throw Fault.refused(
                    FaultCode.PERIOD_IN_FUTURE,
                    "the seam " + seam + " has not come yet: it is " + now,
                    "Until then balances change in the legacy system; run it then, from an export made then.");
        }
        return seam.toString();
    }

    /** As a run keeps it. */
    static Asked of(RunParameters parameters) {
        return new Asked(
                SourceName.parse(parameters.value("source"), STATE),
                parameters.value("sha256"),
                parameters.value("mappingFile"),
                parameters.value("mapping"),
                parameters.value("asOf"));
    }

    /** The parameters of its run: source, content, mapping and seam make the run's interval. */
    RunParameters parameters(List<String> users) {
        String name = source.shown();
        String interval = (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…") + " " + sha256
                + (mapping.isEmpty() ? "" : " mapping " + Sha256.of(mapping).substring(0, 12))
                + (seamAsked.isEmpty() ? "" : " as of " + seamAsked);
        return new RunParameters(
                interval,
                users,
                Map.of(
                        "source", source.location(),
                        "sha256", sha256,
                        "mappingFile", mappingName,
                        "mapping", mapping,
                        "asOf", seamAsked));
    }

    /** What the source means, by the catalogue in force; throws a fault of exit 2 where that cannot be said. */
    Mapping mapping(JdbcClient client) {
        List<KnownType> types = KnownType.inForce(client);
        return mapping.isEmpty() ? ofContract(types) : MappingReader.read(mappingName, mapping, types);
    }

    /** The contract's columns name no credit type: it is {@code credits}, or the only one that there is. */
    private static Mapping ofContract(List<KnownType> types) {
        KnownType type = types.stream()
                .filter(each -> each.code().equals("credits") || types.size() == 1)
                .findFirst()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.INVALID_MAPPING,
                        "the catalogue has no credit type 'credits', so nothing says what the balances are",
                        "Say it in a mapping file, under amount.into, and give it with --mapping FILE."));
        Share whole = new Share(type, BigDecimal.valueOf(100), BigDecimal.valueOf(1_000));
        return new Mapping(
                "",
                SourceColumns.ofContract(),
                Dialect.OWN,
                NumberFormat.CONTRACT,
                new Split(List.of(whole), Rounding.REFUSE, -1),
                new DateFormat(List.of(), ZoneId.of("UTC")),
                Map.of(),
                null,
                "usd",
                false);
    }
}
