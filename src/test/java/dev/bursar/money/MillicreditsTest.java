package dev.bursar.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillicreditsTest {
    @Property
    void adding_is_exact_or_a_fault(@ForAll long a, @ForAll long b) {
        BigInteger exact = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
        if (exact.bitLength() <= 63) {
            assertThat(Millicredits.of(a).plus(Millicredits.of(b)).value()).isEqualTo(exact.longValueExact());
        } else {
            assertThatThrownBy(() -> Millicredits.of(a).plus(Millicredits.of(b)))
                    .isInstanceOf(Fault.class);
        }
    }

    @Property
    void credits_and_back_is_the_same_amount(@ForAll long value) {
        assertThat(Millicredits.ofCredits(Millicredits.of(value).toCredits())).isEqualTo(Millicredits.of(value));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.001", "-500, -0.5", "9990000, '9,990'", "-1234567890, '-1,234,567.89'"})
    void is_written_in_credits(long value, String written) {
        assertThat(Millicredits.of(value)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775.808", "1e30", "1e999999999"})
    void more_than_a_bigint_holds_is_refused(String credits) {
        assertThatThrownBy(() -> Millicredits.ofCredits(new BigDecimal(credits)))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.AMOUNT_OUT_OF_RANGE));
    }

    @Test
    void a_fourth_decimal_is_refused() {
        assertThatThrownBy(() -> Millicredits.ofCredits(new BigDecimal("0.0001")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("0.0001");
    }
}
