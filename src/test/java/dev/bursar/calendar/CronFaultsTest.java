package dev.bursar.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            60 * * * *           | minute '60' is not within 0 to 59
            * 24 * * *           | hour '24' is not within 0 to 23
            * * 0 * *            | day of month '0' is not within 1 to 31
            * * * 13 *           | month '13' is not within 1 to 12
            * * * * 8            | day of week '8' is not within 0 to 7
            x * * * *            | minute 'x' is no number
            -1 * * * *           | minute '' is no number
            1,,2 * * * *         | minute '' is no number
            1-2-3 * * * *        | minute '1-2-3' has more than two ends
            */5/5 * * * *        | minute '*/5/5' has more than one step
            */0 * * * *          | minute '*/0' has a step that is not within 1 to 59
            */90 * * * *         | minute '*/90' has a step that is not within 1 to 59
            */-5 * * * *         | minute '*/-5' has a step that is not within 1 to 59
            99999999999 * * * *  | minute '99999999999' is no number
            * * * JANUARY *      | month 'JANUARY' is neither a number nor a name such as FEB (JAN to DEC)
            * * * * FUNDAY       | day of week 'FUNDAY' is neither a number nor a name such as MON (SUN to SAT)
            * * * * MON#6        | day of week 'MON#6' has a number that is not within 1 to 5
            * * 32W * *          | day of month '32W' has a number that is not within 1 to 31
            * * L-31 * *         | day of month 'L-31' has a number that is not within 0 to 30
            ? * * * *            | minute '?': only a day field may be ?
            0 0 0 ? * 0          | day of week '0' is not within 1 to 7
            0 0 0 1 * MON        | with 6 fields, day of month or day of week must be ?
            0 0 0 1 1 ? 1969     | year '1969' is not within 1970 to 2099
            0 0 0 1 1 ? 2030-2029| year '2030-2029' ends before it begins
            * * * *              | it has 4 fields, not 5, 6 or 7
            * * * * * * * *      | it has 8 fields, not 5, 6 or 7
            @daily               | it has 1 field, not 5, 6 or 7
            """)
    void a_malformed_expression_is_refused_with_its_field(String expression, String why) {
        refuses(expression, "'" + expression + "' is no cron expression: " + why);
    }

    @Test
    void an_empty_expression_is_refused() {
        refuses("  ", "'' is no cron expression: it has 1 field, not 5, 6 or 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 0 30 FEB ?", "0 0 31 4,6,9,11 *"})
    void an_expression_that_can_never_fire_is_refused(String expression) {
        String[] fields = expression.split(" ");
        refuses(
                expression,
                "'%s' can never fire: no date has day of month '%s', month '%s' and day of week '%s'"
                        .formatted(expression, fields[2], fields[3], fields[4]));
    }

    @Test
    void a_day_that_no_named_year_has_can_never_come() {
        refuses(
                "0 0 0 29 2 ? 2027",
                "'0 0 0 29 2 ? 2027' can never fire: no date has day of month '29', month '2' and day of week '?'"
                        + " in a year of '2027'");
    }

    private static void refuses(String expression, String message) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> Cron.parse(expression))
                .withMessage(message)
                .satisfies(fault -> {
                    assertThat(fault.code()).isEqualTo(FaultCode.INVALID_CRON);
                    assertThat(fault.code().exit()).isEqualTo(Exit.USAGE);
                    assertThat(fault.hint()).contains("0 0 1 * *", "0 0 0 1 * ?");
                });
    }
}
