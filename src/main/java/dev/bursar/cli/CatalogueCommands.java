package dev.bursar.cli;

import picocli.CommandLine.Command;

/** {@code bursar catalogue}: plans, packages, prices and caps. */
@Command(
        name = "catalogue",
        description = "Plans, packages, prices and caps: apply a file, show, compare.",
        subcommands = {CatalogueApply.class, CatalogueShow.class, CatalogueDiff.class, CatalogueVersions.class})
final class CatalogueCommands {}
