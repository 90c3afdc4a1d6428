/**
 * Files out: written whole or not at all ({@link dev.bursar.report.WholeFile}), and safe to open in a spreadsheet
 * ({@link dev.bursar.report.SpreadsheetText}).
 *
 * <p>Refuses to leave a half-written file under the name that somebody waits for.
 */
@NullMarked
package dev.bursar.report;

import org.jspecify.annotations.NullMarked;
