package dev.bursar.catalogue;

import dev.bursar.yaml.Fields;
import dev.bursar.yaml.Scalars;
import dev.bursar.yaml.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credit types that the rest of a file may name. */
record References(List<CreditType> creditTypes) {
    /** The credit type that a mapping names under {@code credit-type}; null, with a complaint, where there is none. */
    @Nullable
    CreditType creditType(Fields fields) {
        String code = Scalars.code(fields, "credit-type");
        if (code.isEmpty()) {
            return null;
        }
        CreditType type = find(code);
        if (type == null) {
            List<String> codes = creditTypes.stream()
                    .map(CreditType::code)
                    .filter(c -> !c.isEmpty())
                    .toList();
            fields.complain("credit-type", code + " is no credit type of this file; " + Spelling.advice(code, codes));
        }
        return type;
    }

    private @Nullable CreditType find(String code) {
        for (CreditType type : creditTypes) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        return null;
    }
}
