package dev.bursar.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8, skips a byte order mark, and shows every character to a {@link RecordShape} before anybody else sees it. */
final class StrictUtf8 extends Reader {
    private final FileFaults faults;
    private final InputStream in;
    private final RecordShape shape;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer characters = CharBuffer.allocate(1 << 15).flip();
    private boolean begun;
    private boolean ended;

    StrictUtf8(FileFaults faults, InputStream in, char delimiter) {
        this.faults = faults;
        this.in = in;
        this.shape = new RecordShape(faults, delimiter);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!characters.hasRemaining()) {
            if (ended) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, characters.remaining());
        characters.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        fill();
        characters.clear();
        CoderResult result = decoder.decode(bytes, characters, ended);
        characters.flip();
        if (!begun && characters.hasRemaining()) {
            begun = true;
            if (characters.get(0) == '\uFEFF') {
                characters.get();
            }
        }
        for (int i = characters.position(); i < characters.limit(); i++) {
            shape.accept(characters.get(i));
        }
        if (result.isError()) {
            throw faults.notUtf8(shape.line(), bytes.get(bytes.position()) & 0xFF);
        }
        // the end of the bytes is the end of the text only when all of them were decoded
        ended = ended && !result.isOverflow();
        if (ended) {
            shape.end();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = bytes.hasRemaining() ? in.read(bytes.array(), bytes.position(), bytes.remaining()) : 0;
        if (read > 0) {
            bytes.position(bytes.position() + read);
        }
        ended = read < 0;
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
