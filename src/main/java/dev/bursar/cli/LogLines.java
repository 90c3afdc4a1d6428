package dev.bursar.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much bursar itself says in log lines. What libraries say is {@code --debug}'s business. */
final class LogLines {
    private LogLines() {}

    /** @param level of the setting {@code BURSAR_LOG} */
    static void write(String level) {
        if (LoggerFactory.getLogger("dev.bursar") instanceof Logger logger) {
            logger.setLevel(Level.toLevel(level));
        }
    }
}
