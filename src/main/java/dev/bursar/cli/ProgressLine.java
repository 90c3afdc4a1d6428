package dev.bursar.cli;

import dev.bursar.operations.Progress;
import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** How far a run is, on stderr: one line that moves on a terminal, a line from time to time elsewhere, none when quiet. */
final class ProgressLine implements Consumer<Progress>, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String CLEAR_LINE = "\r\u001B[K";
    /** What is longer than the terminal is wide is cut by it: a second line would stay behind. */
    private static final String WRAP_OFF = "\u001B[?7l";

    private static final String WRAP_ON = "\u001B[?7h";

    private final Invocation invocation;
    private final Duration every;
    private final boolean moves;
    private Duration lastSaid = Duration.ZERO;
    private boolean drawn;

    ProgressLine(Invocation invocation) {
        this(invocation, EVERY);
    }

    /** @param every how often there is a line where there is no terminal */
    ProgressLine(Invocation invocation, Duration every) {
        this.invocation = invocation;
        this.every = every;
        this.moves = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
    }

    @Override
    public synchronized void accept(Progress progress) {
        if (invocation.options().quiet || progress.all() == 0) {
            return;
        }
        if (moves) {
            invocation.err().print(CLEAR_LINE + WRAP_OFF + describe(progress) + WRAP_ON);
            invocation.err().flush();
            drawn = true;
        } else if (progress.elapsed().minus(lastSaid).compareTo(every) >= 0) {
            invocation.err().println(describe(progress));
            lastSaid = progress.elapsed();
        }
    }

    private static String describe(Progress progress) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "run %d: %,d of %,d (%d %%), %,d written, %,d/s",
                progress.run(),
                progress.done(),
                progress.all(),
                progress.percent().orElse(0),
                progress.written(),
                progress.rate()));
        if (progress.done() == progress.all() && progress.busy() > 0) {
            line.append(String.format(Locale.ROOT, ", coming back to %,d that were busy", progress.busy()));
        } else {
            progress.left()
                    .ifPresent(left -> line.append(", ").append(spelled(left)).append(" left"));
        }
        return line.toString();
    }

    private static String spelled(Duration duration) {
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() > 0
                        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                        : duration.toSeconds() + " s";
    }

    /** Takes the moving line away, so that what follows stands at the left. */
    @Override
    public synchronized void close() {
        if (drawn) {
            invocation.err().print(CLEAR_LINE);
            invocation.err().flush();
            drawn = false;
        }
    }
}
