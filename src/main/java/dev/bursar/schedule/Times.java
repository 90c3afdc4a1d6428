package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.calendar.Zones;
import dev.bursar.config.Setting;
import dev.bursar.fault.Fault;
import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code schedule} of a manifest. */
record Times(Cron cron, ZoneId zone, @Nullable Setting replacedBy) {
    private static final Pattern ANY = Pattern.compile("(?s).*");
    private static final Cron NONE = Cron.parse("* * * * *");

    /** Reads it; what is wrong becomes a complaint. */
    static Times read(Fields root) {
        root.required("schedule");
        Fields schedule = root.mapping("schedule", "cron", "zone", "replaced-by");
        if (schedule == null) {
            return new Times(NONE, ZoneOffset.UTC, null);
        }
        schedule.required("cron");
        return new Times(
                parsed(schedule, "cron", NONE, Cron::parse),
                parsed(schedule, "zone", ZoneOffset.UTC, Zones::of),
                replacingSetting(schedule, "replaced-by"));
    }

    private static <T> T parsed(Fields schedule, String key, T fallback, Function<String, T> parse) {
        String text = Scalars.text(schedule, key, ANY, "must be a text");
        try {
            return text == null ? fallback : parse.apply(text);
        } catch (Fault malformed) {
            schedule.complain(key, malformed.getMessage());
            return fallback;
        }
    }

    /** The setting of that name; null, with a complaint, where there is none that holds a schedule. */
    private static @Nullable Setting replacingSetting(Fields schedule, String key) {
        List<String> names = Arrays.stream(Setting.values())
                .map(Setting::name)
                .filter(name -> name.endsWith("_CRON"))
                .toList();
        String name = Scalars.optionalCode(schedule, key);
        if (name != null && !names.contains(name)) {
            schedule.complain(key, name + " is no setting with a schedule; " + Spelling.advice(name, names));
            return null;
        }
        return name == null ? null : Setting.valueOf(name);
    }
}
