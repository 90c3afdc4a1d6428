package dev.bursar.alerts;

import dev.bursar.alerts.AlertWatch.Evaluated;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One evaluation of the rules, under a lock of the connection: whoever comes while another is at it has nothing to do. */
final class RuleRound {
    private static final String LOCK = "hashtextextended('bursar.alerts.evaluate', 0)";

    private final JdbcClient client;
    private final TransactionTemplate writing;
    private final Readings readings;
    private final List<Rule> rules;
    private final Function<Duration, Duration> every;

    /** @param every how often at most a rule is evaluated, by what its file says */
    RuleRound(SingleConnectionDataSource connection, List<Rule> rules, Function<Duration, Duration> every) {
        this.client = JdbcClient.create(connection);
        this.writing = new TransactionTemplate(new JdbcTransactionManager(connection));
        this.readings = new Readings(connection);
        this.rules = rules;
        this.every = every;
    }

    Evaluated run() {
        if (!ask("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            return new Evaluated(false, 0, 0);
        }
        int evaluated = 0;
        int broken = 0;
        RuleStates states = new RuleStates(client);
        for (Rule rule : rules) {
            Optional<Figure> figure = rule.inForce();
            if (figure.isPresent() && !states.isEvaluatedWithin(rule, every.apply(rule.every()))) {
                broken += evaluate(rule, figure.get(), states) ? 0 : 1;
                evaluated++;
            }
        }
        writing.executeWithoutResult(_ -> states.retire());
        boolean _ = ask("SELECT pg_advisory_unlock(" + LOCK + ")");
        return new Evaluated(true, evaluated, broken);
    }

    /** False if the rule could not be evaluated: what it said before then stays as it is. */
    private boolean evaluate(Rule rule, Figure figure, RuleStates states) {
        Readings.Taken taken = readings.take(figure, rule.window());
        writing.executeWithoutResult(_ -> {
            switch (taken) {
                case Readings.Taken.Values(List<Reading> values) -> states.settle(rule, values);
                case Readings.Taken.Failure(String why) -> states.breakDown(rule, why);
            }
        });
        return taken instanceof Readings.Taken.Values;
    }

    private boolean ask(String sql) {
        return client.sql(sql).query(Boolean.class).single();
    }
}
