package dev.bursar.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Checks where messages may be sent: by TLS, or within the machine. */
final class Address {
    private static final String LOOPBACK = "localhost|127(\\.\\d{1,3}){3}|\\[::1]";

    private Address() {}

    /** What is wrong with an address, without the address; empty if messages may be sent there. */
    static Optional<String> fault(String text) {
        Optional<URI> uri = parse(text);
        String scheme = uri.map(URI::getScheme).orElse("").toLowerCase(Locale.ROOT);
        String host = uri.map(URI::getHost).orElse("").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !scheme.matches("https?")) {
            return Optional.of("whose value is no address that begins with https://");
        }
        if (scheme.equals("http") && !host.matches(LOOPBACK)) {
            return Optional.of(
                    "whose value is a plain http:// address of another machine; it must begin with https://");
        }
        return Optional.empty();
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
