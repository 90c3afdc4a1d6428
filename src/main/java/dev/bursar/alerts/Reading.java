package dev.bursar.alerts;

import java.math.BigDecimal;

/**
 * One value that a rule's query returned.
 *
 * @param label what it is the value of; empty where the query returns one number
 */
record Reading(String label, BigDecimal value) {}
