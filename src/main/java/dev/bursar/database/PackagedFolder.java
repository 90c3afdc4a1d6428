package dev.bursar.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** What stands in a folder that is packaged with bursar, whether bursar is a jar or classes in a build folder. */
public final class PackagedFolder {
    private PackagedFolder() {}

    /**
     * The files of a folder and of those below it.
     *
     * @param folder from the root of the checkout, such as {@code runbooks}
     * @return their paths below it, in no order; empty if bursar was packaged without it
     */
    public static List<String> files(String folder) {
        URL url = PackagedFolder.class.getClassLoader().getResource(folder);
        if (url == null) {
            return List.of();
        }
        try {
            return url.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar, folder + "/")
                    : below(Path.of(uri(url)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> inJar(JarURLConnection jar, String prefix) throws IOException {
        return jar.getJarFile().stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(prefix) && !name.endsWith("/"))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private static List<String> below(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
