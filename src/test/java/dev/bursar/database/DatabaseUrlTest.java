package dev.bursar.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bursar.fault.Exit;
import dev.bursar.fault.Fault;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:p%40ss%2Fw%25rd%2B@db.example:6543/money?sslmode=require",
                "postgres://ada:p%40ss%2Fw%25rd+@db.example:6543/money?sslmode=require",
                "jdbc:postgresql://ada:p%40ss%2Fw%25rd%2B@db.example:6543/money?sslmode=require",
                "jdbc:postgresql://db.example:6543/money?user=ada&password=p%40ss%2Fw%25rd%2B&sslmode=require"
            })
    void every_way_to_write_it_says_the_same(String text) {
        assertThat(DatabaseUrl.parse(text))
                .isEqualTo(new DatabaseUrl(
                        "db.example:6543",
                        "money",
                        Optional.of("ada"),
                        Optional.of("p@ss/w%rd+"),
                        Map.of("sslmode", "require")));
    }

    @Test
    void libpq_reads_back_what_it_writes_and_finds_unqualified_names() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://a%20b:p%40%3A%2F@[::1]:5432/my%20money");
        DatabaseUrl again = DatabaseUrl.parse(url.libpqUrl());
        assertThat(again.password()).contains("p@:/");
        assertThat(again.database()).isEqualTo("my money");
        assertThat(again.parameters()).containsEntry("options", "-csearch_path=bursar,public");
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(DatabaseUrl.parse("postgresql://ada:hidden@localhost/money")).hasToString("ada@localhost/money");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:hidden@localhost/money",
                "localhost:5432/money",
                "postgresql://ada:hidden@local host/money",
                "postgresql://ada:hidden@localhost:port/money",
                "postgresql://ada:hidden@localhost",
                "postgresql://ada:hidden%zz@localhost/money",
                "postgresql://ada:hid@den@localhost/money"
            })
    void what_is_malformed_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.code().exit()).isEqualTo(Exit.USAGE);
            assertThat(fault.getMessage()).doesNotContain("hid");
        });
    }
}
