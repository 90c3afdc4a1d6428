package dev.bursar.config;

/**
 * A value that is in force.
 *
 * @param setting what it is the value of
 * @param value in the one form that its kind has
 * @param origin where it came from
 */
public record SettingValue(Setting setting, String value, Origin origin) {
    /** The value for people: a secret is not shown. */
    public String shown() {
        return setting.isSecret() ? "(set)" : value;
    }

    @Override
    public String toString() {
        return setting + "=" + shown() + " from " + origin;
    }
}
