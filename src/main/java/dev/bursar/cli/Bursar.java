package dev.bursar.cli;

/** The main class. */
public final class Bursar {
    private Bursar() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
