package dev.bursar.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The scene of the runbook that charges a file of usage. */
final class UsageScene {
    private UsageScene() {}

    static Scene usage() {
        return Scene.of(
                        shelf -> {
                            Scenes.isAllocated(shelf);
                            write(
                                    shelf.folder().resolve("usage.csv"),
                                    "request_id,user_id,occurred_at,action,model,input_tokens,output_tokens,quantity\n"
                                            + "r1,user-000001,2026-11-14T09:00:00Z,ANALYSIS,,,,500\n");
                        },
                        List.of("--tick", "2.2"),
                        List.of(),
                        shelf -> assertThat(shelf.count("usage_event WHERE request_id = 'r1'"))
                                .isEqualTo(1))
                .withParameters((shelf, time) ->
                        List.of("file=" + shelf.folder().resolve("usage.csv").toAbsolutePath()));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
