package dev.bursar.operations;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.report.WholeFile;
import dev.bursar.run.Figures;
import dev.bursar.run.JobSpec;
import dev.bursar.run.RunParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A {@link Plan} as a JSON file that people can read and keep. */
final class PlanFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private PlanFile() {}

    /** Refuses a place where no plan could be written, before it is made. */
    static void requireWritable(Path file) {
        WholeFile.requireWritable(file, "nothing was planned");
    }

    /** Writes a plan, whole or not at all. */
    static void write(Plan plan, Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("job", plan.job());
        json.put("for", plan.parameters().businessFor());
        json.put("users", plan.parameters().users());
        json.put("parameters", new TreeMap<>(plan.parameters().values()));
        json.put("attempt", plan.attempt());
        json.put("inputs", plan.inputs());
        json.put("hash", plan.hash());
        json.putAll(plan.figures().toJson());
        var _ = WholeFile.write(
                file,
                "nothing was changed",
                out -> out.append(MAPPER.writeValueAsString(json)).append('\n'));
    }

    /**
     * Reads a plan for {@code spec}.
     *
     * @throws Fault of exit 2 if the file cannot be read, is no plan, is one of another job, or was edited
     */
    static Plan read(Path file, JobSpec spec) {
        JsonNode json = parse(file);
        try {
            Plan plan = new Plan(
                    json.required("job").stringValue(),
                    new RunParameters(
                            json.required("for").stringValue(),
                            Json.strings(json.required("users").toString()),
                            texts(json.required("parameters"))),
                    json.required("attempt").intValue(),
                    texts(json.required("inputs")),
                    Figures.of(
                            Json.figures(json.required("counts").toString()),
                            Json.figures(json.required("totals").toString()),
                            spec.totals()));
            if (!plan.job().equals(spec.name())) {
                throw malformed(file, "it is a plan of " + plan.job(), null);
            }
            if (!plan.hash().equals(json.required("hash").stringValue())) {
                throw malformed(file, "its hash does not fit its content, so it was edited", null);
            }
            return plan;
        } catch (JacksonException e) {
            throw malformed(file, "it is not a plan of bursar", e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw malformed(file, "it is not JSON", e);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static SortedMap<String, String> texts(JsonNode node) {
        SortedMap<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().stringValue()));
        return texts;
    }

    private static Fault malformed(Path file, String reason, @Nullable Exception cause) {
        return Fault.of(
                FaultCode.MALFORMED_FILE,
                file + " cannot be followed: " + reason + "; nothing was done",
                "Give a file that '--out FILE' of the job's plan has written.",
                cause);
    }

    private static Fault unreadable(Path file, String reason, IOException cause) {
        return Fault.usage(
                FaultCode.UNREADABLE_FILE,
                "cannot read " + file + ": " + reason + "; nothing was done",
                "Give the path of a plan that you can read.",
                cause);
    }
}
