package dev.bursar.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing that a node needs, and how it is.
 *
 * @param name in one word
 * @param isUp whether it is as it must be
 * @param found how it is, in words
 * @param mend what to do; empty if nothing is to be done
 */
record Part(String name, boolean isUp, String found, String mend) {
    static Part up(String name, String found) {
        return new Part(name, true, found, "");
    }

    static Part down(String name, String found, String mend) {
        return new Part(name, false, found, mend);
    }

    /** As probes read it: 200 and {@code UP} if every part is up, else 503 and {@code DOWN}; with each part's state. */
    static HttpDoor.Answer answer(List<Part> parts) {
        boolean isUp = parts.stream().allMatch(Part::isUp);
        Map<String, Object> components = new LinkedHashMap<>();
        parts.forEach(part -> components.put(part.name, part.toJson()));
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", word(isUp));
        health.put("components", components);
        return new HttpDoor.Answer(
                isUp ? 200 : 503, "application/json", JsonMapper.shared().writeValueAsString(health) + "\n");
    }

    private Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", word(isUp));
        json.put("found", found);
        if (!mend.isEmpty()) {
            json.put("mend", mend);
        }
        return json;
    }

    private static String word(boolean isUp) {
        return isUp ? "UP" : "DOWN";
    }
}
