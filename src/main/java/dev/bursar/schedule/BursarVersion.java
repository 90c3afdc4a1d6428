package dev.bursar.schedule;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;

/** Which bursar this is, and which of two is newer. */
final class BursarVersion {
    /** A build that was not packaged has no version; it is older than any that was. */
    private static final String UNPACKAGED = "0";

    private BursarVersion() {}

    static String here() {
        return Optional.ofNullable(BursarVersion.class.getPackage().getImplementationVersion())
                .orElse(UNPACKAGED);
    }

    /** Whether one version comes after another: 1.10.0 after 1.9.2, 1.0.0 after 1.0.0-SNAPSHOT. */
    static boolean isNewer(String version, String other) {
        return Version.parse(version).compareTo(Version.parse(other)) > 0;
    }
}
