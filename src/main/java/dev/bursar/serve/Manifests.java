package dev.bursar.serve;

import dev.bursar.schedule.Manifest;
import dev.bursar.schedule.Schedules;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** What a node goes by, field by field, so that of nodes that do not agree on what is due one can say where they differ. */
final class Manifests {
    private Manifests() {}

    /** JSON: by job, the fields of its manifest as text, with the cron expression that is in force for it and where that stands. */
    static String describe(Schedules schedules) {
        Map<String, Map<String, String>> jobs = new TreeMap<>();
        schedules.all().forEach(job -> jobs.put(job.job(), fields(job)));
        return JsonMapper.shared().writeValueAsString(jobs);
    }

    private static Map<String, String> fields(Schedules.OfJob job) {
        Manifest manifest = job.file().manifest();
        Map<String, String> fields = new LinkedHashMap<>();
        for (RecordComponent field : Manifest.class.getRecordComponents()) {
            fields.put(words(field.getName()), valueOf(field, manifest));
        }
        boolean isReplaced = !job.source().equals(job.file().name());
        fields.put("cron", job.schedule().cron() + (isReplaced ? " (" + job.source() + ")" : ""));
        return fields;
    }

    /** As manifests write it: {@code catch-up-days}. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String valueOf(RecordComponent field, Manifest manifest) {
        try {
            return String.valueOf(field.getAccessor().invoke(manifest));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's own accessor cannot be called: " + field, e);
        }
    }
}
