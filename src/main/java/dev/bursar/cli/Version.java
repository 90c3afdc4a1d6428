package dev.bursar.cli;

import java.util.Objects;

/** What runs here. */
final class Version {
    private Version() {}

    /** Of bursar, from the jar; a build that was not packaged has none. */
    static String ofBursar() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    static String text() {
        return "bursar " + ofBursar() + " (Java " + Runtime.version() + ")";
    }
}
