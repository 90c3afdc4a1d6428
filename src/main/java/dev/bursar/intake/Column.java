package dev.bursar.intake;

/**
 * One column of a kind of file.
 *
 * @param name as in the header; also its name in the staging table
 * @param required whether the header must have it
 * @param isAmount whether it holds a number: a negative one is no formula to a spreadsheet
 * @param check judges a value
 */
public record Column(String name, boolean required, boolean isAmount, ValueCheck check) {
    /** A column that the header must have. */
    public static Column required(String name, ValueCheck check) {
        return new Column(name, true, false, check);
    }

    /** A column that the header may leave out. */
    public static Column optional(String name, ValueCheck check) {
        return new Column(name, false, false, check);
    }

    /** A column that the header must have and that holds a number. */
    public static Column amount(String name, ValueCheck check) {
        return new Column(name, true, true, check);
    }

    /** A column that the header may leave out and that holds a number. */
    public static Column optionalAmount(String name, ValueCheck check) {
        return new Column(name, false, true, check);
    }
}
