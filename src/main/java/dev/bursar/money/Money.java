package dev.bursar.money;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a customer paid or got back.
 *
 * @param cents hundredths of the currency's unit, possibly negative
 * @param currency ISO 4217 in lower case, as Stripe writes it: {@code usd}
 */
public record Money(long cents, String currency) {
    public Money {
        if (!currency.matches("[A-Za-z]{3}")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'" + currency + "' is no currency",
                    "Give the three letters of ISO 4217, such as usd.");
        }
        currency = currency.toLowerCase(Locale.ROOT);
    }

    public static Money usd(long cents) {
        return new Money(cents, "usd");
    }

    /** Throws a fault of code {@code amount-out-of-range} on overflow, {@code malformed-value} for another currency. */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "cannot add " + other + " to " + this,
                    "Amounts of two currencies are never summed.");
        }
        try {
            return new Money(Math.addExact(cents, other.cents), currency);
        } catch (ArithmeticException e) {
            throw Fault.usage(
                    FaultCode.AMOUNT_OUT_OF_RANGE,
                    this + " and " + other + " together are more than can be kept",
                    "Amounts end at ±92,233,720,368,547,758.07.",
                    e);
        }
    }

    /** As finance writes it: {@code 9.99 USD}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(cents, 2).toPlainString() + " " + currency.toUpperCase(Locale.ROOT);
    }
}
