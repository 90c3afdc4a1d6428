package dev.bursar.report;

/**
 * Text cells that a spreadsheet would run. Excel, LibreOffice and Google Sheets take a cell that begins with one of
 * {@code = + - @} (also in their full-width forms), a tab or a line break for a formula, and a formula can read files and
 * call addresses. Source: OWASP, "CSV Injection".
 */
public final class SpreadsheetText {
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private SpreadsheetText() {}

    /** The text, behind an apostrophe if a spreadsheet would take it for a formula. */
    public static String neutralise(String text) {
        return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** As {@link #neutralise}, but a plain decimal stays as it is: {@code -12.50} is an amount and no formula. */
    public static String neutraliseUnlessAmount(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? text : neutralise(text);
    }
}
