package dev.bursar.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_appears_with_its_folders() throws IOException {
        Path target = folder.resolve("a/b/c.csv");
        WholeFile.write(target, "nothing was imported", out -> out.write("grüße\n"));
        assertThat(target).hasContent("grüße\n");
        assertThat(folder.resolve("a/b").toFile().list()).containsExactly("c.csv");
    }

    @Test
    void a_disk_that_fills_up_leaves_the_file_before_and_nothing_else() throws IOException {
        Path target = folder.resolve("c.csv");
        Files.writeString(target, "before");
        assertThatThrownBy(() -> WholeFile.write(target, "nothing was imported", out -> {
                    out.write("half");
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(Fault.class)
                .hasMessage("cannot write " + target + ": No space left on device; nothing was imported")
                .satisfies(fault -> assertThat(((Fault) fault).code()).isEqualTo(FaultCode.OUTPUT_FAILED));
        assertThat(target).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("c.csv");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "in the way");
        assertThatThrownBy(() -> WholeFile.write(file.resolve("c.csv"), "nothing was imported", out -> out.write("x")))
                .hasMessageStartingWith("cannot write " + file.resolve("c.csv") + ": ")
                .hasMessageEndingWith("; nothing was imported");
    }
}
