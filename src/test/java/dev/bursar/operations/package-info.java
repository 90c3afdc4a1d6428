@NullMarked
package dev.bursar.operations;

import org.jspecify.annotations.NullMarked;
