package poegateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @CsvSource({"61C0AF,1", "FF,0", "6162EDA080,2", "F4908080,0", "E0809F,0", "F0808080,0", "C3,0", "80,0", "61E282,1"})
    void whatIsNotUtf8IsFoundAtItsOffset(String hex, int offset) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(offset, Utf8.firstInvalid(bytes, 0, bytes.length));
    }

    @Test
    void everyCharacterOfUnicodeIsValid() {
        StringBuilder all = new StringBuilder();
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                all.appendCodePoint(point);
            }
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(-1, Utf8.firstInvalid(bytes, 0, bytes.length));
    }

    @Test
    void randomBytesAreJudgedAsTheDecoderOfTheJdkJudgesThem() {
        Random random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = sample(random);
            assertEquals(
                    firstInvalidByDecoder(bytes),
                    Utf8.firstInvalid(bytes, 0, bytes.length),
                    () -> HexFormat.of().formatHex(bytes));
        }
    }

    @Test
    void onlyTheGivenPartIsLookedAt() {
        byte[] bytes = {(byte) 0xFF, 'a', 'b', (byte) 0xFF};
        assertEquals(-1, Utf8.firstInvalid(bytes, 1, 3));
        assertEquals(3, Utf8.firstInvalid(bytes, 1, 4));
    }

    /** Mostly valid text with a few bytes spoilt, so that each rule is met. */
    private static byte[] sample(Random random) {
        StringBuilder text = new StringBuilder();
        int[] tops = {0x80, 0x800, 0xD800, 0x10000, 0x110000};
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            int point = random.nextInt(tops[random.nextInt(tops.length)]);
            text.appendCodePoint(Character.isBmpCodePoint(point) && Character.isSurrogate((char) point) ? 'x' : point);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static int firstInvalidByDecoder(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        boolean bad =
                decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true).isError();
        return bad ? in.position() : -1;
    }
}
