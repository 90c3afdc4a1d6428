/** Tests of the files that go out. */
@NullMarked
package dev.bursar.report;

import org.jspecify.annotations.NullMarked;
