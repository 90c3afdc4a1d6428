package dev.bursar.database;

/**
 * What a migration did.
 *
 * @param from the schema's version before; empty if there was none
 * @param to the schema's version now
 * @param applied how many migrations ran
 */
public record Migration(String from, String to, int applied) {}
