package dev.bursar.runbook;

import dev.bursar.config.SettingValue;
import dev.bursar.config.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Strikes secrets out of what is to be written down: those that this process knows, and passwords where they usually stand. */
final class Secrets {
    private static final String STRUCK = "***";
    private static final int SHORTEST = 6;
    private static final Pattern NAME = Pattern.compile("(?i).*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|WEBHOOK).*");
    private static final Pattern IN_URL = Pattern.compile("(\\w+://[^:@/\\s]*):[^@/\\s]+@");
    private static final Pattern IN_OPTION =
            Pattern.compile("(?i)(password|passwd|secret|token)([=:]\\s*)[^\\s&;,\"']+");

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    /**
     * Of secret settings, and of variables whose names say that they are secret.
     *
     * @param environment of this process
     */
    static Secrets of(Settings settings, Map<String, String> environment) {
        Stream<String> set = settings.all().stream()
                .filter(value -> value.setting().isSecret())
                .map(SettingValue::value);
        Stream<String> variables = environment.entrySet().stream()
                .filter(variable -> NAME.matcher(variable.getKey()).matches())
                .map(Map.Entry::getValue);
        return new Secrets(Stream.concat(set, variables)
                .filter(secret -> secret.strip().length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    String struck(String text) {
        String struck = text;
        for (String secret : known) {
            struck = struck.replace(secret, STRUCK);
        }
        struck = IN_URL.matcher(struck).replaceAll("$1:" + STRUCK + "@");
        return IN_OPTION.matcher(struck).replaceAll("$1$2" + STRUCK);
    }
}
