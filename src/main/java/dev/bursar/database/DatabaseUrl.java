package dev.bursar.database;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who logs in. {@link #toString()} never shows the password.
 *
 * @param hosts as in a URL, {@code host:port}, several separated by commas
 * @param database its name
 * @param user who logs in; empty for the operating system's user, as libpq does it
 * @param password empty if the server asks for none
 * @param parameters everything after the question mark, under libpq's names
 */
public record DatabaseUrl(
        String hosts,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters) {
    private static final String FINDS_OUR_NAMES = "-csearch_path=bursar,public";
    private static final Pattern SHAPE = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://(?:(?<who>[^@/?]*)@)?(?<hosts>[^/?@]*)(?:/(?<name>[^?]*))?(?:\\?(?<rest>.*))?");
    private static final Pattern HOSTS =
            Pattern.compile("HOST(?:,HOST)*".replace("HOST", "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?"));
    /** libpq's names that pgjdbc calls otherwise. */
    private static final Map<String, String> JDBC_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "keepalives", "tcpKeepAlive");

    /**
     * @param text {@code postgresql://user:password@host:5432/name?sslmode=require}, or the same after {@code jdbc:}; reserved
     *     characters percent-encoded
     * @return what it says; throws a fault of code {@code malformed-value}, without the text, if it is malformed
     */
    public static DatabaseUrl parse(String text) {
        Matcher url = SHAPE.matcher(text.strip());
        if (!url.matches()) {
            throw malformed("it does not have that shape");
        }
        String hosts = url.group("hosts");
        if (hosts.isEmpty()) {
            hosts = "localhost";
        }
        if (!HOSTS.matcher(hosts).matches()) {
            throw malformed("host or port is malformed");
        }
        try {
            Map<String, String> parameters = parameters(url.group("rest"));
            String[] who =
                    url.group("who") == null ? new String[0] : url.group("who").split(":", 2);
            Optional<String> user = Optional.ofNullable(parameters.remove("user"));
            Optional<String> password = Optional.ofNullable(parameters.remove("password"));
            user = who.length > 0 && !who[0].isEmpty() ? Optional.of(decode(who[0])) : user;
            password = who.length > 1 ? Optional.of(decode(who[1])) : password;
            String name = url.group("name") == null ? "" : decode(url.group("name"));
            if (name.isEmpty()) {
                throw malformed("the name of the database is missing");
            }
            return new DatabaseUrl(hosts, name, user, password, Map.copyOf(parameters));
        } catch (IllegalArgumentException e) {
            throw malformed("a percent sign must be followed by two hexadecimal digits");
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                if (parts.length == 2) {
                    parameters.put(decode(parts[0]), decode(parts[1]));
                }
            }
        }
        return parameters;
    }

    private static Fault malformed(String problem) {
        return Fault.usage(
                FaultCode.MALFORMED_VALUE,
                "DATABASE_URL is malformed: " + problem,
                "Write postgresql://user:password@host:5432/name, with reserved characters percent-encoded.");
    }

    /** For pgjdbc: without user and password, which go as {@link #jdbcProperties()}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + hosts + "/" + encode(database);
    }

    /** For pgjdbc: user, password and parameters, under its names. */
    public Map<String, String> jdbcProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        parameters.forEach((name, value) -> properties.put(JDBC_NAMES.getOrDefault(name, name), value));
        user.ifPresent(name -> properties.put("user", name));
        password.ifPresent(secret -> properties.put("password", secret));
        return properties;
    }

    /** For libpq's programs: everything, the password included, and {@code search_path} so that bursar's names are found. */
    public String libpqUrl() {
        Map<String, String> all = new TreeMap<>(parameters);
        all.merge("options", FINDS_OUR_NAMES, (theirs, ours) -> theirs.endsWith(ours) ? theirs : theirs + " " + ours);
        return "postgresql://"
                + user.map(name -> encode(name)
                                + password.map(p -> ":" + encode(p)).orElse("") + "@")
                        .orElse("")
                + hosts + "/" + encode(database) + "?"
                + all.entrySet().stream()
                        .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** The same server and user, another database. */
    public DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(hosts, name, user, password, parameters);
    }

    /** The same without the password, for where others can look. */
    public DatabaseUrl withoutPassword() {
        return new DatabaseUrl(hosts, database, user, Optional.empty(), parameters);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the password: {@code ada@localhost:5432/bursar}. */
    @Override
    public String toString() {
        return user.map(name -> name + "@").orElse("") + hosts + "/" + database;
    }
}
