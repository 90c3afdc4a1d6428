package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.config.Setting;
import dev.bursar.config.SettingValue;
import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The schedules in force: what manifests say, and the settings that replace it. */
public final class Schedules {
    private final Settings settings;

    public Schedules(Settings settings) {
        this.settings = settings;
    }

    /**
     * The schedule of one job.
     *
     * @param source where its cron expression stands: a file, or a setting and where that came from
     */
    public record OfJob(String job, Schedule schedule, String source) {}

    /** All jobs', by name; throws a fault of exit 2 if a manifest or a setting that replaces a schedule is malformed. */
    public List<OfJob> all() {
        return ManifestFile.all().stream().map(this::inForce).toList();
    }

    /** One job's; throws as {@link #all()} does, and a fault of code {@code unknown-job} if there is no such job. */
    public OfJob of(String job) {
        return inForce(ManifestFile.ofJob(job));
    }

    private OfJob inForce(ManifestFile file) {
        Manifest manifest = file.manifest();
        Optional<SettingValue> replacement =
                Optional.ofNullable(manifest.replacedBy()).flatMap(settings::find);
        Cron cron = replacement.map(Schedules::parsed).orElse(manifest.cron());
        return new OfJob(
                manifest.job(),
                new Schedule(cron, manifest.zone(), manifest.interval()),
                replacement.map(Schedules::named).orElse(file.name()));
    }

    private static Cron parsed(SettingValue value) {
        try {
            return Cron.parse(value.value());
        } catch (Fault malformed) {
            Setting setting = value.setting();
            throw Fault.of(malformed.code(), setting + ": " + malformed.getMessage(), malformed.hint(), malformed);
        }
    }

    private static String named(SettingValue value) {
        return value.setting() + " from " + value.origin().name().toLowerCase(Locale.ROOT);
    }
}
