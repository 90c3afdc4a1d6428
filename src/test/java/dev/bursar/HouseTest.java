package dev.bursar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the code to the picture of the house. */
class HouseTest {
    private static final Path HOUSE = Path.of("src/main/java/dev/bursar");
    private static final Path PICTURE = HOUSE.resolve("house.puml");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bursar");

    @Test
    void a_room_imports_only_what_its_arrows_point_at() {
        classes()
                .should(adhereToPlantUmlDiagram(PICTURE, consideringOnlyDependenciesInDiagram())
                        .ignoreDependenciesWithTarget(resideInAPackage("dev.bursar.fault")))
                .check(CLASSES);
    }

    @Test
    void the_ground_floor_knows_no_other_room() {
        classes()
                .that()
                .resideInAPackage("dev.bursar.fault")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.bursar.fault", "java..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void every_room_is_in_the_picture() throws IOException {
        String picture = Files.readString(PICTURE);
        assertThat(rooms())
                .isNotEmpty()
                .allSatisfy(room -> assertThat(picture)
                        .contains("[" + room.getFileName() + "] <<dev.bursar." + room.getFileName() + "..>>"));
    }

    @Test
    void every_room_says_what_it_is_for_and_what_it_refuses() throws IOException {
        assertThat(rooms())
                .allSatisfy(room -> assertThat(Files.readString(room.resolve("package-info.java")))
                        .contains("@NullMarked")
                        .containsIgnoringCase("refuse"));
    }

    private static List<Path> rooms() throws IOException {
        try (Stream<Path> entries = Files.list(HOUSE)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }
}
