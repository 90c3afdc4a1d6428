package dev.bursar.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The {@code manifest.json} beside what a job has written: name, bytes, SHA-256, rows and control totals of every file. */
public final class OutManifest {
    private static final String NAME = "manifest.json";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OutManifest() {}

    /**
     * A file that was written.
     *
     * @param rows how many it holds, without a header
     * @param totals control totals by name; their unit ends their name
     */
    public record Entry(Path file, long rows, Map<String, ?> totals) {}

    /**
     * Writes the manifest of a folder: the same files make the same bytes.
     *
     * @param stateLeft as in {@link WholeFile#write}
     * @return its path
     */
    public static Path write(Path folder, List<Entry> entries, String stateLeft) {
        List<Map<String, Object>> files =
                entries.stream().map(OutManifest::json).toList();
        return WholeFile.write(
                folder.resolve(NAME),
                stateLeft,
                out -> out.append(MAPPER.writeValueAsString(Map.of("files", files)))
                        .append('\n'));
    }

    private static Map<String, Object> json(Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        try {
            json.put("name", String.valueOf(entry.file().getFileName()));
            json.put("bytes", Files.size(entry.file()));
            json.put("sha256", sha256(entry.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        json.put("rows", entry.rows());
        json.put("totals", entry.totals());
        return json;
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
