/** Tests of settings. */
@NullMarked
package dev.bursar.config;

import org.jspecify.annotations.NullMarked;
