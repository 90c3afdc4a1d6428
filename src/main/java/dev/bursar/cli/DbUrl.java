package dev.bursar.cli;

import dev.bursar.fault.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A URL for psql and other programs of libpq. */
@Command(
        name = "url",
        description = {
            "Print a URL with which psql finds bursar's names.",
            "It holds the password: psql \"$(bursar db url)\"."
        })
final class DbUrl implements Callable<Exit> {
    /** What programs read. */
    private record Url(String url) {}

    private final Invocation invocation;

    DbUrl(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Exit call() {
        String url = invocation.databaseOfAnySchema().url().libpqUrl();
        if (invocation.output().isForPeople()) {
            invocation.output().text(url);
        } else {
            invocation.output().print(new Url(url));
        }
        return Exit.DONE;
    }
}
