package dev.bursar.intake;

import dev.bursar.intake.Dialect.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The lines of a file in another encoding as UTF-8, and how many of them were not UTF-8 before. */
final class RecodedLines extends InputStream {
    /** A longer line is recoded in pieces; it is refused later, as a record that is too large. */
    private static final int LONGEST = 2 << 20;

    private final InputStream in;
    private final Encoding encoding;
    private final byte[] read = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    private int readPosition;
    private int readEnd;
    private byte[] ready = {};
    private int readyPosition;
    private long recoded;

    RecodedLines(InputStream in, Encoding encoding) {
        this.in = in;
        this.encoding = encoding;
    }

    /** How many lines so far were no UTF-8. */
    long recoded() {
        return recoded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (readyPosition == ready.length && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, ready.length - readyPosition);
        System.arraycopy(ready, readyPosition, target, offset, count);
        readyPosition += count;
        return count;
    }

    private boolean nextLine() throws IOException {
        line.reset();
        boolean ended = false;
        while (!ended && line.size() < LONGEST) {
            if (readPosition == readEnd) {
                readEnd = in.read(read);
                readPosition = 0;
                if (readEnd < 0) {
                    readEnd = 0;
                    break;
                }
            }
            int start = readPosition;
            while (readPosition < readEnd && !ended) {
                byte b = read[readPosition++];
                ended = b == '\n' || b == '\r';
            }
            line.write(read, start, readPosition - start);
        }
        ready = recode(line.toByteArray());
        readyPosition = 0;
        return ready.length > 0;
    }

    private byte[] recode(byte[] bytes) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (encoding == Encoding.MIXED || isAscii(bytes)) {
                return bytes;
            }
        } catch (CharacterCodingException _) {
            recoded++;
        }
        return new String(bytes, encoding.charset()).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
