@NullMarked
package dev.bursar.reconciliation;

import org.jspecify.annotations.NullMarked;
