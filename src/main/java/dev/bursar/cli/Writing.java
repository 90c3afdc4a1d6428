package dev.bursar.cli;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What commands that change something share: the rehearsal, the reason, and the answer. */
final class Writing {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Option(names = "--dry-run", description = "Do everything, say what it did, and undo it.")
    boolean dryRun;

    /** Does the work in one transaction; a dry run is the same, rolled back. */
    <T extends @Nullable Object> T run(Invocation invocation, Function<JdbcClient, T> work) {
        return dryRun
                ? invocation.database().rehearse(work)
                : invocation.database().inTransaction(work);
    }

    /** The operator's reason; throws a fault of exit 2 that names the flag where there is none. */
    static String requireReason(Invocation invocation) {
        return invocation
                .reason()
                .orElseThrow(() -> Fault.usage(
                        FaultCode.USAGE,
                        "--reason is missing; nothing was changed",
                        "Say why with --reason TEXT: it is kept with what the command changes."));
    }

    /** A function's JSON object, whole numbers as {@link Long}. */
    static Map<String, Object> object(String json) {
        return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** A function's JSON array of objects. */
    static <T> List<T> list(String json, Class<T> type) {
        return JSON.readerForListOf(type).readValue(json);
    }

    /**
     * Says what was done: to people in sentences, to programs as one object.
     *
     * @param answer for programs; a dry run says so in it
     * @param sentence what happened
     * @param next what the operator may want to do then; not said of a dry run
     */
    void answer(Invocation invocation, Map<String, ? extends @Nullable Object> answer, String sentence, String next) {
        Output output = invocation.output();
        if (!output.isForPeople()) {
            Map<String, @Nullable Object> whole = new LinkedHashMap<>(answer);
            if (dryRun) {
                whole.put("dryRun", true);
            }
            output.print(whole);
            return;
        }
        output.say(sentence);
        output.say(dryRun ? "Dry run: nothing was changed." : "Next: " + next);
    }
}
