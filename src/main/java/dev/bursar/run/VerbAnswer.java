package dev.bursar.run;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a verb of a job answers: a list, what it has done, or yes or no. */
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

    /**
     * A list that answers a question.
     *
     * @param listing what the answer rests on
     * @param isNo whether the command ends with exit 3
     * @param words the answer, for people
     */
    record Verdict(Listing listing, boolean isNo, List<String> words) implements VerbAnswer {}
}
