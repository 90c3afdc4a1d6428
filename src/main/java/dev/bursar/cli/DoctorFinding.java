package dev.bursar.cli;

import java.util.Locale;

/**
 * What was looked at and how it is.
 *
 * @param check what was looked at
 * @param found what was found
 * @param mend what to do; empty if nothing is to be done
 */
record DoctorFinding(String check, State state, String found, String mend) {
    enum State {
        WELL,
        /** Works, and somebody should know. */
        NOTE,
        WRONG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DoctorFinding well(String check, String found) {
        return new DoctorFinding(check, State.WELL, found, "");
    }

    static DoctorFinding note(String check, String found, String mend) {
        return new DoctorFinding(check, State.NOTE, found, mend);
    }

    static DoctorFinding wrong(String check, String found, String mend) {
        return new DoctorFinding(check, State.WRONG, found, mend);
    }
}
