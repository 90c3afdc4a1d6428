package dev.bursar.run;

/**
 * What a verb of a job is told without an option's name, in its place on the command line.
 *
 * @param name under which the job finds the value: {@code id}
 * @param label what stands for it in the help: {@code ID}
 * @param description one line for the help
 */
public record JobParameter(String name, String label, String description) {}
