package dev.bursar.config;

/** Where a value came from; an earlier one stands above a later one. */
public enum Origin {
    FLAG,
    ENVIRONMENT,
    FILE,
    DEFAULT
}
