package dev.bursar.catalogue;

import static dev.bursar.catalogue.CatalogueTexts.fault;
import static dev.bursar.catalogue.CatalogueTexts.withAllowance;
import static dev.bursar.catalogue.CatalogueTexts.withPackage;
import static dev.bursar.catalogue.CatalogueTexts.withPlan;
import static dev.bursar.catalogue.CatalogueTexts.withPrice;
import static dev.bursar.catalogue.CatalogueTexts.withType;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a field is said with its line, its name and its value. */
class CatalogueFaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {granularity: 1}                                      | credit-types[#3].code is missing
                    {code: 'a b', granularity: 1}                         | credit-types[#3].code must be up to 64 letters, digits and . _ : - beginning with a letter or digit, but is a b
                    {code: x}                                             | credit-types[x].granularity is missing
                    {code: x, granularity: 10}                            | credit-types[x].granularity must be 1 or 1000, but is 10
                    {code: x, granularity: [1]}                           | credit-types[x].granularity must be 1 or 1000
                    {code: x, granularity: 1, credits-per-usd: 0}         | credit-types[x].credits-per-usd must be above zero and at most 1000000000, but is 0
                    {code: x, granularity: 1, credits-per-usd: 1e3}       | credit-types[x].credits-per-usd must be a plain number, such as 10 or 0.5, but is 1e3
                    {code: x, granularity: 1, credit-per-usd: 100}        | credit-types[x].credit-per-usd is unknown; did you mean credits-per-usd?
                    {code: x, granularity: 1, colour: red}                | credit-types[x].colour is unknown; it is one of code, granularity, credits-per-usd
                    {code: x, granularity: 1, granularity: 1}             | credit-types[x].granularity is given twice
                    {code: coins, granularity: 1}                         | credit-types[coins].code is given twice; coins stands in line 2 already
                    {code: x, granularity: 1, {a: 1}: 2}                  | credit-types[x] has a key that is no plain word
                    coins                                                 | credit-types[#3] must be a mapping with the keys code, granularity, credits-per-usd
                    """)
    void of_credit_types(String item, String complaint) {
        assertThat(fault(withType(item))).isEqualTo("test.yaml, line 4: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {multiplier: 1}                           | plans[#1].code is missing
                    {code: pro, multiplier: -0.7}             | plans[pro].multiplier must be between 0 and 1000, but is -0.7
                    {code: pro, multiplier: cheap}            | plans[pro].multiplier must be a plain number, such as 10 or 0.5, but is cheap
                    {code: pro, missed-periods: grant-all}    | plans[pro].missed-periods must be grant-each or latest-only, but is grant-all
                    {code: pro, allowances: {credits: 5}}     | plans[pro].allowances must be a list, each item beginning with a dash
                    {code: pro, multipliers: 1}               | plans[pro].multipliers is unknown; did you mean multiplier?
                    {code: ~}                                 | plans[#1].code is missing
                    """)
    void of_plans(String item, String complaint) {
        assertThat(fault(withPlan(item))).isEqualTo("test.yaml, line 5: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {credits: 5}                                            | [#1].credit-type is missing
                    {credit-type: coin, credits: 5}                         | [coin].credit-type coin is no credit type of this file; did you mean coins?
                    {credit-type: coins}                                    | [coins].credits is missing
                    {credit-type: coins, credits: 0}                        | [coins].credits must be above zero, but is 0
                    {credit-type: coins, credits: -5}                       | [coins].credits must be above zero, but is -5
                    {credit-type: coins, credits: '5'}                      | [coins].credits must be a plain number, such as 10 or 0.5, but is the text "5"
                    {credit-type: coins, credits: 010}                      | [coins].credits must be a plain number, such as 10 or 0.5, but is 010
                    {credit-type: coins, credits: 1_000}                    | [coins].credits must be a plain number, such as 10 or 0.5, but is 1_000
                    {credit-type: coins, credits: .inf}                     | [coins].credits must be a plain number, such as 10 or 0.5, but is .inf
                    {credit-type: coins, credits: 2.5}                      | [coins].credits must be whole credits, as coins has granularity 1000, but is 2.5
                    {credit-type: dust, credits: 0.0005}                    | [dust].credits must have three decimals at most, but is 0.0005
                    {credit-type: dust, credits: 9223372036854775.808}      | [dust].credits must be at most 9223372036854775.807, but is 9223372036854775.808
                    {credit-type: coins, credits: 5, expires: soon}         | [coins].expires must be period-end or never, but is soon
                    {credit-type: coins, credits: 5, rollover: 50}          | [coins].rollover must be a mapping with the keys percent, cap, periods
                    {credit-type: coins, credits: 5, rollover: {cap: 1}}    | [coins].rollover.percent is missing
                    {credit-type: coins, credits: 5, rollover: {percent: 101}}              | [coins].rollover.percent must be between 0 and 100, but is 101
                    {credit-type: coins, credits: 5, rollover: {percent: -1}}               | [coins].rollover.percent must be between 0 and 100, but is -1
                    {credit-type: coins, credits: 5, rollover: {percent: 50, cap: -1}}      | [coins].rollover.cap must not be negative, but is -1
                    {credit-type: coins, credits: 5, rollover: {percent: 50, cap: 0.5}}     | [coins].rollover.cap must be whole credits, as coins has granularity 1000, but is 0.5
                    {credit-type: coins, credits: 5, rollover: {percent: 50, periods: 0}}   | [coins].rollover.periods must be between 1 and 1200, but is 0
                    {credit-type: coins, credits: 5, rollover: {percent: 50, periods: 1.5}} | [coins].rollover.periods must be a whole number, but is 1.5
                    {credit-type: coins, credits: 5, expires: never, rollover: {percent: 50}} | [coins].rollover needs expires: period-end; what never expires is not carried over
                    """)
    void of_allowances(String item, String complaint) {
        assertThat(fault(withAllowance(item))).isEqualTo("test.yaml, line 7: plans[pro].allowances" + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    currency: usd, credit-type: coins, credits: 5                                    | price-cents is missing
                    price-cents: -1, currency: usd, credit-type: coins, credits: 5                   | price-cents must be between 0 and 1000000000000, but is -1
                    price-cents: 9.99, currency: usd, credit-type: coins, credits: 5                 | price-cents must be a whole number, but is 9.99
                    price-cents: 99999999999999999999, currency: usd, credit-type: coins, credits: 5 | price-cents must be between 0 and 1000000000000, but is 99999999999999999999
                    price-cents: 9, credit-type: coins, credits: 5                                   | currency is missing
                    price-cents: 9, currency: USD, credit-type: coins, credits: 5                    | currency must be three lower-case letters, such as usd, but is USD
                    price-cents: 9, currency: usd, credits: 5                                        | credit-type is missing
                    price-cents: 9, currency: usd, credit-type: coins, credits: 0                    | credits must be above zero, but is 0
                    price-cents: 9, currency: usd, credit-type: coins, credits: 5, expires: later    | expires must be never or {days: N}
                    price-cents: 9, currency: usd, credit-type: coins, credits: 5, expires: {}       | expires.days is missing
                    price-cents: 9, currency: usd, credit-type: coins, credits: 5, expires: {days: 0} | expires.days must be between 1 and 36500, but is 0
                    """)
    void of_packages(String fields, String complaint) {
        assertThat(fault(withPackage("{code: box, " + fields + "}")))
                .isEqualTo("test.yaml, line 5: packages[box]." + complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    credit-type: coins                                                              | credits is missing; a price has credits, or provider-prices: true with markup
                    credit-type: coins, credits: -1                                                 | credits must not be negative, but is -1
                    credit-type: coins, credits: 1, per: 0                                          | per must be between 1 and 1000000000000, but is 0
                    credit-type: coins, credits: 1, unit: 'a word'                                  | unit must be up to 64 letters, digits and . _ : - beginning with a letter or digit, but is a word
                    credit-type: coins, credits: 1, minimum: -1                                     | minimum must not be negative, but is -1
                    credit-type: coins, credits: 1, batch: {percent: 10}                            | batch.from is missing
                    credit-type: coins, credits: 1, batch: {from: 10}                               | batch.percent is missing
                    credit-type: coins, credits: 1, batch: {from: 0, percent: 10}                   | batch.from must be between 1 and 2147483647, but is 0
                    credit-type: coins, credits: 1, batch: {from: 10, percent: 100.1}               | batch.percent must be between 0 and 100, but is 100.1
                    credit-type: coins, credits: 1, caps: {request: -1}                             | caps.request must not be negative, but is -1
                    credit-type: coins, credits: 1, caps: {daily: 1}                                | caps.daily is unknown; it is one of request, session, day
                    credit-type: coins, credits: 1, caps: {days: 1}                                 | caps.days is unknown; did you mean day?
                    credit-type: coins, credits: 1, markup: 4                                       | markup needs provider-prices: true
                    credit-type: dust, provider-prices: true                                        | markup is missing
                    credit-type: dust, provider-prices: true, markup: 0                             | markup must be above zero and at most 1000, but is 0
                    credit-type: dust, provider-prices: yes, credits: 1                             | provider-prices must be true or false, but is yes
                    credit-type: dust, provider-prices: true, markup: 4, credits: 1                 | credits cannot stand beside provider-prices: true
                    credit-type: dust, provider-prices: true, markup: 4, per: 1                     | per cannot stand beside provider-prices: true
                    credit-type: dust, provider-prices: true, markup: 4, unit: word                 | unit cannot stand beside provider-prices: true
                    credit-type: dust, provider-prices: true, markup: 4, minimum: 1                 | minimum cannot stand beside provider-prices: true
                    credit-type: dust, provider-prices: true, markup: 4, batch: {from: 1, percent: 1} | batch cannot stand beside provider-prices: true
                    credit-type: coins, provider-prices: true, markup: 4                            | credit-type coins has no credits-per-usd, which provider-prices: true needs
                    """)
    void of_prices(String fields, String complaint) {
        assertThat(fault(withPrice("{action: go, " + fields + "}")))
                .isEqualTo("test.yaml, line 5: prices[go]." + complaint);
    }
}
