package dev.bursar.ledger.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happens to a user's ledger. What refers to an earlier operation does so by how many steps it lies back. */
public sealed interface Operation {
    /**
     * Carries it out.
     *
     * @param number the step's own, of which its key is made
     * @param earlier the operations before it
     * @return what the books answered
     */
    String on(Books books, Instant now, int number, List<Operation> earlier);

    private static String key(int number) {
        return "k" + number;
    }

    /**
     * @param anchorDay of January; null leaves it
     * @param inDays when it is to take effect; 0 for at once
     */
    record Change(
            @Nullable String plan,
            @Nullable String cycle,
            @Nullable Integer anchorDay,
            @Nullable String status,
            @Nullable String zone,
            int inDays)
            implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            LocalDate anchor = anchorDay == null ? null : LocalDate.of(2026, 1, anchorDay);
            Instant effective = inDays == 0 ? null : now.plus(Duration.ofDays(inDays));
            return books.change(new Wish(plan, cycle, anchor, status, null, zone, effective));
        }
    }

    /** Another allocate_from, once the job has caught up: what was opened stays, and no period begins before that day. */
    record Postpone(int days) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            books.allocate();
            LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(days);
            return books.change(new Wish(null, null, null, null, day, null, null));
        }
    }

    /** @param lateMinutes how long ago it happened; negative for ahead of the clock */
    record Charge(String action, long quantity, int items, int lateMinutes) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            Instant occurred = lateMinutes == 0 ? null : now.minus(Duration.ofMinutes(lateMinutes));
            return books.charge(key(number), new Books.Request(action, quantity, items, occurred));
        }
    }

    record Consume(String creditType, int credits) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return books.consume(key(number), creditType, credits);
        }
    }

    record Refund(int back) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return books.refund(key(Math.max(0, number - back)));
        }
    }

    /** @param days until it expires; 0 for never */
    record Grant(String creditType, int credits, int days) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            Instant expires = days == 0 ? null : now.plus(Duration.ofDays(days));
            return books.grant(key(number), creditType, credits * 1_000L, expires);
        }
    }

    record Adjust(String creditType, int credits) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return books.adjust(key(number), creditType, credits * 1_000L);
        }
    }

    record Purchase(String pack) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return books.purchase(key(number), pack);
        }
    }

    record Reset() implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return books.reset();
        }
    }

    /** Says an earlier operation again, under its own key. */
    record Repeat(int back) implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            int said = number - back;
            if (said < 0 || !(earlier.get(said) instanceof Charge || earlier.get(said) instanceof Consume)) {
                return "nothing to repeat";
            }
            return earlier.get(said).on(books, now, said, earlier.subList(0, said));
        }
    }

    record Nothing() implements Operation {
        @Override
        public String on(Books books, Instant now, int number, List<Operation> earlier) {
            return "";
        }
    }
}
