package dev.bursar.runbook;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Keeps the end of what is written to it: at most 64 KiB, since that is where a command says how it went. */
public final class Tail extends OutputStream {
    private static final int MOST_BYTES = 64 * 1024;

    private final byte[] ring = new byte[MOST_BYTES];
    private long written;

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % MOST_BYTES)] = (byte) b;
    }

    /** The text, lines that overwrote themselves as they last stood, without colours. */
    public synchronized String text() {
        int kept = (int) Math.min(written, MOST_BYTES);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((written - kept + i) % MOST_BYTES)];
        }
        String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\u001B\\[[0-9;?]*[A-Za-z]", "");
        String lines = text.lines()
                .map(line -> line.substring(line.lastIndexOf('\r') + 1))
                .map(line -> line.replace('\u0000', '\uFFFD'))
                .collect(Collectors.joining("\n"));
        return written > MOST_BYTES ? "…\n" + lines : lines;
    }
}
