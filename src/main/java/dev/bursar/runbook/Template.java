package dev.bursar.runbook;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in which <code>{{name}}</code> stands for a parameter. */
final class Template {
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** Its first group is the name. */
    static final Pattern PLACE = Pattern.compile("\\{\\{ *(" + NAME.pattern() + ") *}}");

    private static final Pattern BRACES = Pattern.compile("\\{\\{(?! *" + NAME.pattern() + " *}})[^}\\n]{0,40}(}})?");

    private Template() {}

    /** The names in a text, in order, as often as they stand there. */
    static List<String> names(String text) {
        return PLACE.matcher(text).results().map(match -> match.group(1)).toList();
    }

    /** What looks like a parameter and is none, such as <code>{{1}}</code>. */
    static List<String> malformed(String text) {
        return BRACES.matcher(text).results().map(MatchResult::group).toList();
    }

    static boolean isLiteral(String text) {
        return !PLACE.matcher(text).find();
    }

    /** The text with each place filled in; what is filled in is not looked at again. */
    static String filled(String text, UnaryOperator<String> valueOf) {
        return PLACE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(valueOf.apply(match.group(1))));
    }

    /** The text with what is known filled in; the places of what is not stay as they are. */
    static String filled(String text, Values values) {
        return filled(text, name -> values.byName().getOrDefault(name, "{{" + name + "}}"));
    }
}
