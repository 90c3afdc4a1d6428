package dev.bursar.schedule;

import dev.bursar.calendar.Cron;
import dev.bursar.config.Setting;
import dev.bursar.config.SettingValue;
import dev.bursar.config.Settings;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import dev.bursar.yaml.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The schedules in force: what manifests say, and the settings that replace it. */
public final class Schedules {
    private final Settings settings;
    private final Supplier<List<ManifestFile>> manifests;

    /** Of every job of this bursar, by its packaged manifest. */
    public Schedules(Settings settings) {
        this(settings, ManifestFile::all);
    }

    /** Of the jobs that these manifests are about. */
    public Schedules(Settings settings, List<ManifestFile> manifests) {
        this(settings, () -> manifests);
    }

    private Schedules(Settings settings, Supplier<List<ManifestFile>> manifests) {
        this.settings = settings;
        this.manifests = manifests;
    }

    /**
     * The schedule of one job.
     *
     * @param source where its cron expression stands: a file, or a setting and where that came from
     */
    public record OfJob(String job, Schedule schedule, String source, ManifestFile file) {
        Manifest manifest() {
            return file.manifest();
        }
    }

    /** All jobs', by name; throws a fault of exit 2 if a manifest or a setting that replaces a schedule is malformed. */
    public List<OfJob> all() {
        return manifests.get().stream().map(this::inForce).toList();
    }

    /** One job's; throws as {@link #all()} does, and a fault of code {@code unknown-job} if there is no such job. */
    public OfJob of(String job) {
        return manifests.get().stream()
                .filter(file -> file.manifest().job().equals(job))
                .findFirst()
                .map(this::inForce)
                .orElseThrow(() -> unknown(job));
    }

    private Fault unknown(String job) {
        List<String> known =
                manifests.get().stream().map(file -> file.manifest().job()).toList();
        return Fault.usage(
                FaultCode.UNKNOWN_JOB,
                "there is no job '" + job + "'",
                capitalised(Spelling.advice(job, known)) + " 'bursar schedule list' shows them all.");
    }

    /** Advice as a sentence of its own. */
    private static String capitalised(String advice) {
        return Character.toUpperCase(advice.charAt(0)) + advice.substring(1) + (advice.endsWith("?") ? "" : ".");
    }

    private OfJob inForce(ManifestFile file) {
        Manifest manifest = file.manifest();
        Optional<SettingValue> replacement =
                Optional.ofNullable(manifest.replacedBy()).flatMap(settings::find);
        Cron cron = replacement.map(Schedules::parsed).orElse(manifest.cron());
        return new OfJob(
                manifest.job(),
                new Schedule(cron, manifest.zone(), manifest.interval()),
                replacement.map(Schedules::named).orElse(file.name()),
                file);
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
