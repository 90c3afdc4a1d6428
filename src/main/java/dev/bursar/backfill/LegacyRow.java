package dev.bursar.backfill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a source while it is read: what it says in bursar's words, what is odd about it, and why it is refused if it is. */
final class LegacyRow {
    /** The columns of the staging table, in the order of {@link #values()}. */
    static final List<String> COLUMNS = List.of(
            "line",
            "user_id",
            "plan",
            "amount",
            "millicredits",
            "paid_cents",
            "period_start",
            "period_end",
            "seam_at",
            "quirks",
            "reject_kind",
            "reject_column",
            "reject_reason",
            "raw");

    private final long line;
    private final List<String> raw;
    String userId = "";
    String plan = "";

    @Nullable
    BigDecimal amount;

    @Nullable
    List<Long> millicredits;

    @Nullable
    Long paidCents;

    @Nullable
    Instant periodStart;

    @Nullable
    Instant periodEnd;

    @Nullable
    Instant seamAt;

    private int quirks;
    private @Nullable Refusal refusal;

    /**
     * Why a row is refused.
     *
     * @param kind one word, by which refusals are counted
     * @param role of the column at fault; empty for the row as a whole
     * @param reason for people
     */
    record Refusal(String kind, String role, String reason) {}

    LegacyRow(long line, List<String> raw) {
        this.line = line;
        this.raw = raw;
    }

    /** Refuses it, unless something was wrong before. */
    void refuse(Refusal why) {
        if (refusal == null) {
            refusal = why;
        }
    }

    boolean isRefused() {
        return refusal != null;
    }

    void note(Quirk quirk) {
        quirks |= quirk.bit();
    }

    /** As COPY takes them. */
    List<@Nullable String> values() {
        List<@Nullable String> values = new ArrayList<>(COLUMNS.size());
        values.add(String.valueOf(line));
        values.add(userId);
        values.add(plan.isEmpty() ? null : plan);
        values.add(amount == null ? null : amount.toPlainString());
        values.add(millicredits == null ? null : "{" + joined(millicredits) + "}");
        values.add(text(paidCents));
        values.add(text(periodStart));
        values.add(text(periodEnd));
        values.add(text(seamAt));
        values.add(String.valueOf(quirks));
        values.add(refusal == null ? null : refusal.kind());
        values.add(refusal == null ? null : refusal.role());
        values.add(refusal == null ? null : refusal.reason());
        values.add(array(raw));
        return values;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String joined(List<Long> numbers) {
        StringBuilder text = new StringBuilder();
        numbers.forEach(number -> text.append(text.isEmpty() ? "" : ",").append(number));
        return text.toString();
    }

    /** A literal of text[]. */
    private static String array(List<String> texts) {
        StringBuilder literal = new StringBuilder("{");
        for (int i = 0; i < texts.size(); i++) {
            literal.append(i == 0 ? "\"" : ",\"")
                    .append(texts.get(i).replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return literal.append('}').toString();
    }
}
