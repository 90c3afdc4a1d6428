package dev.bursar.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command tree, and the options that may stand before or after every command. */
@Command(
        name = "bursar",
        synopsisHeading = "Usage: ",
        customSynopsis = "bursar [OPTIONS] COMMAND",
        descriptionHeading = "%n",
        description = "The money side of a prepaid-credit product, after hours.")
final class GlobalOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "How the result is printed: table, json or csv.")
    Format output = Format.TABLE;

    @Option(
            names = {"-y", "--yes"},
            scope = ScopeType.INHERIT,
            description = "Do what would otherwise be asked about first.")
    boolean yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            scope = ScopeType.INHERIT,
            description = "Why; kept with what the command changes.")
    @Nullable
    String reason;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "No progress on stderr.")
    boolean quiet;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            description = "No colours; they are off without a terminal and under NO_COLOR.")
    boolean noColor;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings; bursar.yaml of the working directory where there is one.")
    @Nullable
    Path config;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "postgresql:// or jdbc:postgresql://; the embedded server if nothing says otherwise.")
    @Nullable
    String databaseUrl;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Stack traces with errors.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "This text.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "The version of bursar and of what it runs on.")
    boolean version;
}
