package dev.bursar.run;

/**
 * An option of one job.
 *
 * @param name without hyphens: {@code date}
 * @param label what stands for its value in the help: {@code DATE}; empty for a switch
 * @param repeatable whether it may be given several times
 * @param description one line for the help
 */
public record JobOption(String name, String label, boolean repeatable, String description) {
    /** An option with one value. */
    public static JobOption single(String name, String label, String description) {
        return new JobOption(name, label, false, description);
    }

    /** An option that may be given several times, with one value each. */
    public static JobOption repeatable(String name, String label, String description) {
        return new JobOption(name, label, true, description);
    }

    /** An option without a value. */
    public static JobOption toggle(String name, String description) {
        return new JobOption(name, "", false, description);
    }

    /** Whether it has no value. */
    public boolean isToggle() {
        return label.isEmpty();
    }
}
