package dev.bursar.run;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a verb of a job answers: a list, or what it has done. */
public sealed interface VerbAnswer {
    /**
     * A list of things.
     *
     * @param statement whose rows they are; programs read all of its columns, in camelCase
     * @param columns those that people read, in camelCase and in order
     * @param whenEmpty what people read where there is none
     */
    record Listing(JdbcClient.StatementSpec statement, List<String> columns, String whenEmpty) implements VerbAnswer {}

    /**
     * Something that was done.
     *
     * @param answer for programs
     * @param sentence what happened, for people
     * @param next what they may want to do then
     */
    record Deed(Map<String, Object> answer, String sentence, String next) implements VerbAnswer {}
}
