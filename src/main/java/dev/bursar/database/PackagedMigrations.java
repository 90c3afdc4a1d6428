package dev.bursar.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** The migrations that this bursar packages, with the checksum that Flyway would write down. */
final class PackagedMigrations {
    private PackagedMigrations() {}

    /**
     * @param script its path below {@code migrations/}, as Flyway writes it into its history
     * @param checksum Flyway's: CRC-32 over the lines without their ends
     */
    record Packaged(String script, int checksum) {
        boolean isRepeatable() {
            return script.substring(script.lastIndexOf('/') + 1).startsWith("R__");
        }
    }

    /** All of them, sorted: versions first, in order. */
    static List<Packaged> all() {
        return PackagedFolder.files("migrations").stream()
                .filter(script -> script.matches("(.*/)?[VR][^/]*\\.sql"))
                .sorted((a, b) -> sortKey(a).compareTo(sortKey(b)))
                .map(script -> new Packaged(script, checksum(Statements.read("migrations/" + script))))
                .toList();
    }

    /** Of the last V file, such as {@code 0007}. */
    static String newestVersion() {
        return all().stream()
                .filter(file -> !file.isRepeatable())
                .map(file -> file.script().replaceFirst("(.*/)?V([^_]*)__.*", "$2"))
                .reduce("", (before, later) -> later);
    }

    private static String sortKey(String script) {
        String name = script.substring(script.lastIndexOf('/') + 1);
        return (name.startsWith("V") ? "0" : "1") + name;
    }

    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        try (BufferedReader lines = new BufferedReader(new StringReader(text))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
