package dev.bursar.operations;

import dev.bursar.run.RunParameters;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON columns of a run's row. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Figures by name: {@code {"read": 3}}. */
    static Map<String, BigInteger> figures(String json) {
        Map<String, BigInteger> figures = new LinkedHashMap<>();
        MAPPER.readTree(json)
                .properties()
                .forEach(each -> figures.put(each.getKey(), each.getValue().bigIntegerValue()));
        return figures;
    }

    /** A list of texts. */
    static List<String> strings(String json) {
        List<String> texts = new ArrayList<>();
        MAPPER.readTree(json).forEach(each -> texts.add(each.asString()));
        return texts;
    }

    /** An object as a map. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        return MAPPER.readValue(json, Map.class);
    }

    /** The column {@code run.parameters}: users, the job's own parameters, and the business time of the round. */
    static String parameters(RunParameters parameters, Instant at) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", at.toString());
        json.put("users", parameters.users());
        json.put("values", parameters.values());
        return MAPPER.writeValueAsString(json);
    }

    /** Reads what {@link #parameters(RunParameters, Instant)} wrote. */
    static RunParameters parameters(String businessFor, String json) {
        JsonNode node = MAPPER.readTree(json);
        Map<String, String> values = new LinkedHashMap<>();
        node.path("values")
                .properties()
                .forEach(each -> values.put(each.getKey(), each.getValue().asString()));
        return new RunParameters(businessFor, strings(node.path("users").toString()), values);
    }
}
