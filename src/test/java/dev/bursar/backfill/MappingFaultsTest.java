package dev.bursar.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping that cannot be followed, or loses money, is refused with line and field. */
class MappingFaultsTest {
    private static final List<KnownType> TYPES =
            List.of(new KnownType(1, "credits", 1, new BigDecimal(1_000)), new KnownType(2, "roast", 1_000, null));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {into: [{credit-type: credits, percent: 60}, {credit-type: roast, percent: 30}]} | amount.into must add up to 100 %, but adds up to 90 %: 10 % of every balance would be lost
            {into: [{credit-type: credits, percent: 60}, {credit-type: roast, percent: 50}]} | amount.into must add up to 100 %, but adds up to 110 %: 10 % of every balance would be made out of nothing
            {into: [{credit-type: credits, percent: 99.9}]}                                  | amount.into must add up to 100 %, but adds up to 99.9 %: 0.1 % of every balance would be lost
            {into: [{credit-type: credits}, {credit-type: roast, percent: 50}]}              | amount.into[credits].percent is missing
            {into: [{credit-type: credits, percent: 0}, {credit-type: roast, percent: 100}]} | amount.into[credits].percent must be above zero and at most 100, but is 0
            {into: [{credit-type: credit}]}                                                  | amount.into[credit].credit-type credit is no credit type of the catalogue; did you mean credits?
            {unit: cents, into: [{credit-type: roast}]}                                      | amount.into[roast].credit-type roast has no credits-per-usd in the catalogue, so cents cannot become roast
            {unit: euro, into: [{credit-type: credits}]}                                     | amount.unit must be credits or millicredits or cents or usd, but is euro
            {rounding: up, into: [{credit-type: credits}]}                                   | amount.rounding must be refuse or down or half-up, but is up
            {decimal: ";", into: [{credit-type: credits}]}                                   | amount.decimal must be "." or ",", but is ;
            {decimal: ",", thousands: ",", into: [{credit-type: credits}]}                   | amount.thousands must not be what stands before decimals too
            {remainder: roast, into: [{credit-type: credits}]}                               | amount.remainder must be one of the credit types under into, but is roast
            {round: up, into: [{credit-type: credits}]}                                    | amount.round is unknown; it is one of unit, decimal, thousands, rounding, into, remainder
            """)
    void of_amounts(String amount, String complaint) {
        assertThat(fault("columns: {user: u, amount: a}\namount: " + amount + "\n"))
                .contains("mapping.yaml, line 2: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dates: {zone: Berlin}                             | dates.zone is no zone; name one such as Europe/Berlin, but is Berlin
            dates: {format: 'dd.QQQQQQQ'}                     | dates.format must be a pattern such as dd.MM.uuuu HH:mm, but is dd.QQQQQQQ
            plans: [{legacy: Gold}]                           | plans[Gold].plan is missing
            plans: [{legacy: A, plan: pro}, {legacy: A, plan: free}] | plans[A].legacy is given twice; A stands in line 3 already
            expires: soon                                     | expires must be never or {days: N}
            file: {encoding: latin}                           | file.encoding must be utf-8 or windows-1252 or iso-8859-1 or mixed, but is latin
            currency: dollars                                 | currency must be three letters, such as usd, but is dollars
            subscriptions: maybe                              | subscriptions must be leave or create, but is maybe
            """)
    void of_everything_else(String line, String complaint) {
        assertThat(fault("columns: {user: u, amount: a}\namount: {into: [{credit-type: credits}]}\n" + line + "\n"))
                .isEqualTo("mapping.yaml, line 3: " + complaint);
    }

    @Test
    void of_columns() {
        assertThat(fault("columns: {user: u, plan: u}\namount: {into: [{credit-type: credits}]}\n"))
                .contains("columns.amount is missing", "columns.plan is given twice; u stands in line 1 already");
    }

    private static String fault(String text) {
        Fault fault = catchThrowableOfType(Fault.class, () -> MappingReader.read("mapping.yaml", text, TYPES));
        assertThat(fault).as("a fault in:\n%s", text).isNotNull();
        assertThat(fault.code()).isEqualTo(FaultCode.INVALID_MAPPING);
        return fault.getMessage();
    }
}
