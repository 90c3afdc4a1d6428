package dev.bursar.cli;

import dev.bursar.config.Settings;
import java.util.List;
import java.util.Locale;

/** Where each value of the configuration came from. */
final class DoctorSettings {
    private DoctorSettings() {}

    static List<DoctorFinding> findings(Settings settings) {
        return settings.all().stream()
                .map(value -> DoctorFinding.well(
                        value.setting().name(),
                        value.shown() + ", from " + value.origin().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
