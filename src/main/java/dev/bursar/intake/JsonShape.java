package dev.bursar.intake;

import java.util.Map;
import java.util.Set;

/**
 * How a kind of file is written in JSON: one object, in which each member is a row. The member's name is the row's key, the first
 * column.
 *
 * @param fields where each other column stands in the member's object: {@code input_usd_per_token} in
 *     {@code input_cost_per_token}. A member without one that is required is no row
 * @param templates members that describe the file and are no rows
 */
public record JsonShape(Map<String, String> fields, Set<String> templates) {}
