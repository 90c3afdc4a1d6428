package dev.bursar.flags;

import dev.bursar.fault.Fault;
import dev.bursar.fault.FaultCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names that are put on a list, such as {@code billing_allowlist}, or taken off it, without the others being said again. */
public final class FlagLists {
    private final JdbcClient client;

    /** @param client inside the transaction that the caller commits or rolls back */
    public FlagLists(JdbcClient client) {
        this.client = client;
    }

    /**
     * A list after names were put on it or taken off it.
     *
     * @param changed those that were, in the order given; the others stood as asked already
     * @param names all that are on what the operator said
     * @param isInForce whether that is what holds; else something stands above the operator
     */
    public record Change(String flag, List<String> changed, List<String> names, boolean isInForce) {}

    /** Puts names on a list; throws a fault of exit 2 if there is no such list, or a name that no list can hold. */
    public Change add(String flag, List<String> some, @Nullable String part, @Nullable String reason) {
        some.forEach(FlagLists::requireListable);
        Set<String> names = names(flag);
        List<String> added = some.stream().distinct().filter(names::add).toList();
        return write(flag, added, names, part, reason);
    }

    /** Takes names off a list; throws a fault of exit 2 if there is no such list. */
    public Change remove(String flag, List<String> some, @Nullable String part, @Nullable String reason) {
        Set<String> names = names(flag);
        List<String> removed = some.stream().distinct().filter(names::remove).toList();
        return write(flag, removed, names, part, reason);
    }

    /** Two who change a list at once take turns: the second adds to what the first wrote. */
    private Set<String> names(String flag) {
        String allowed = client.sql("SELECT allowed FROM flag WHERE code = ? FOR UPDATE")
                .param(flag)
                .query(String.class)
                .optional()
                .orElseThrow(() -> Flags.unknown(flag));
        if (!allowed.equals("list")) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "flag " + flag + " is no list but takes " + allowed + "; nothing was changed",
                    "Set it with: bursar flags set " + flag + " VALUE.");
        }
        String said = new Flags(client).saidByOperators(flag);
        return new LinkedHashSet<>(Arrays.stream(said.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private Change write(
            String flag, List<String> changed, Set<String> names, @Nullable String part, @Nullable String reason) {
        String list = String.join(",", names);
        boolean isInForce = changed.isEmpty()
                || new Flags(client).set(flag, list, part, reason).inForce().equals(list);
        return new Change(flag, changed, new ArrayList<>(names), isInForce);
    }

    private static void requireListable(String name) {
        if (name.contains(",") || name.isEmpty() || !name.equals(name.strip())) {
            throw Fault.usage(
                    FaultCode.MALFORMED_VALUE,
                    "'" + name + "' can stand on no list; nothing was changed",
                    "Lists are separated by commas and blanks around a name mean nothing, so a name may have neither.");
        }
    }
}
