package dev.bursar.config;

import dev.bursar.calendar.BusinessClock;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of one command: each value checked, with where it came from. */
public final class Settings {
    private final Map<Setting, SettingValue> values;

    private Settings(Map<Setting, SettingValue> values) {
        this.values = values;
    }

    /**
     * Flag above environment above file above default.
     *
     * @param flags what the command line said
     * @param environment the process's environment; an empty variable counts as absent
     * @param file {@code bursar.yaml}; none if the operator has none
     * @throws Fault of exit 2, with the setting and what it must be, if a value is malformed
     */
    public static Settings load(Map<Setting, String> flags, Map<String, String> environment, Optional<Path> file) {
        Map<Setting, String> fromFile = file.map(SettingsFile::read).orElse(Map.of());
        Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String flag = flags.get(setting);
            String variable = environment.get(setting.name());
            String line = fromFile.get(setting);
            if (flag != null) {
                values.put(setting, checked(setting, flag, Origin.FLAG));
            } else if (variable != null && !variable.isBlank()) {
                values.put(setting, checked(setting, variable, Origin.ENVIRONMENT));
            } else if (line != null) {
                values.put(setting, checked(setting, line, Origin.FILE));
            } else if (setting.standard().isPresent()) {
                values.put(setting, new SettingValue(setting, setting.standard().get(), Origin.DEFAULT));
            }
        }
        return new Settings(values);
    }

    private static SettingValue checked(Setting setting, String text, Origin origin) {
        String value = setting.kind()
                .read(text)
                .orElseThrow(() -> Fault.usage(
                        FaultCode.MALFORMED_VALUE,
                        setting + (setting.isSecret() ? "" : "='" + text + "'") + " is malformed",
                        "It must be " + setting.kind().expected() + "."));
        return new SettingValue(setting, value, origin);
    }

    /** The value in force, if the setting is set or has a default. */
    public Optional<SettingValue> find(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** Everything in force, in the order of {@link Setting}. */
    public List<SettingValue> all() {
        return List.copyOf(values.values());
    }

    /** The folder of the embedded data and of output, absolute. */
    public Path home() {
        String home = find(Setting.BURSAR_HOME).orElseThrow().value();
        return Path.of(home).toAbsolutePath().normalize();
    }

    /** The operator's own database, as written; empty means the embedded server. */
    public Optional<String> databaseUrl() {
        return find(Setting.DATABASE_URL).map(SettingValue::value);
    }

    /** Business time: {@code BURSAR_CLOCK} if set, else the system's. */
    public BusinessClock clock() {
        return find(Setting.BURSAR_CLOCK)
                .map(fixed -> BusinessClock.fixedAt(Instant.parse(fixed.value())))
                .orElseGet(BusinessClock::system);
    }

    /** What bursar's connections tell SQL: session settings {@code bursar.*} by name, only those that someone set. */
    public Map<String, String> sessionSettings() {
        Map<String, String> session = new TreeMap<>();
        values.forEach((setting, value) -> setting.session().ifPresent(name -> session.put(name, value.value())));
        String user = System.getProperty("user.name", "?");
        session.put("bursar.actor", user.equals("?") ? "unknown" : user); // a user id without a name
        return session;
    }
}
