package dev.bursar.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every setting that bursar reads. In {@code bursar.yaml} its key is the environment's name in lower case with hyphens. */
public enum Setting {
    BURSAR_HOME(Kind.TEXT, ".bursar", null),
    BURSAR_ALERTS(Kind.TEXT, null, null),
    BURSAR_CLOCK(Kind.INSTANT, null, "bursar.clock"),
    /** Which of bursar's own log lines are written, to stderr; {@code info} for {@code serve} and none for others if not set. */
    BURSAR_LOG(Kind.LOG_LEVEL, null, null),
    DATABASE_URL(Kind.SECRET, null, null),
    STRIPE_SECRET_KEY(Kind.SECRET, null, null),
    STRIPE_WEBHOOK_SECRET(Kind.SECRET, null, null),
    STRIPE_API_BASE(Kind.TEXT, null, null),
    MONTHLY_REFRESH_CRON(Kind.TEXT, null, null),
    SHOBEIS_ENABLED(Kind.SWITCH, null, "bursar.shobeis_system_enabled"),
    ROLLOVER_ENABLED(Kind.SWITCH, null, "bursar.shobeis_rollover_enabled"),
    ENABLE_CREDITS_V2(Kind.SWITCH, null, "bursar.credits_v2_enabled"),
    SHADOW_BILLING_ENABLED(Kind.SWITCH, null, "bursar.shadow_billing_enabled"),
    BILLING_CHARGING_ENABLED(Kind.SWITCH, null, "bursar.billing_charging_enabled"),
    BILLING_PURCHASE_ENABLED(Kind.SWITCH, null, "bursar.billing_purchase_enabled"),
    BILLING_ALLOWLIST(Kind.TEXT, null, "bursar.billing_allowlist"),
    BILLING_ROLLOUT_PERCENTAGE(Kind.PERCENTAGE, null, "bursar.billing_rollout_percentage"),
    BILLING_ROUNDING_MODE(Kind.ROUNDING, null, "bursar.billing_rounding_mode"),
    MIN_TRANSACTION_AMOUNT(Kind.WHOLE, null, "bursar.min_transaction_amount"),
    BATCH_DISCOUNT_THRESHOLD(Kind.COUNT, null, "bursar.batch_discount_threshold"),
    SHOBEIS_USD_RATE(Kind.RATE, null, "bursar.shobeis_usd_rate");

    private final Kind kind;
    private final @Nullable String standard;
    private final @Nullable String session;

    Setting(Kind kind, @Nullable String standard, @Nullable String session) {
        this.kind = kind;
        this.standard = standard;
        this.session = session;
    }

    Kind kind() {
        return kind;
    }

    /** The key in {@code bursar.yaml}: {@code database-url}. {@code BURSAR_} is left off there: {@code home}. */
    public String key() {
        return name().replaceFirst("^BURSAR_", "").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What holds when nobody says otherwise; empty if the setting is then simply not set. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /** The session setting in which bursar's connections hand this value to SQL, if SQL reads it. */
    public Optional<String> session() {
        return Optional.ofNullable(session);
    }

    /** Whether the value may never be shown. */
    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }
}
