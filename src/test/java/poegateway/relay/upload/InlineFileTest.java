package poegateway.relay.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonText;

class InlineFileTest {
    private static final int PICTURE_BYTES = 20_000_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1_000, 100_001})
    void aFileComesOutAsItWasEncoded(int size) throws Exception {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);
        String base64 = Base64.getEncoder().encodeToString(file);
        for (String text : new String[] {
            base64,
            base64.replaceAll("(.{76})", "$1\\\\r\\\\n"),
            " " + base64,
            base64.replace("/", "\\/").replace("A", "\\u0041")
        }) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InlineFile inline = new InlineFile(raw(text), digest);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            inline.writeTo(out);
            assertArrayEquals(file, out.toByteArray());
            assertEquals(size, inline.length());
            byte[] expected = MessageDigest.getInstance("SHA-256").digest(file);
            assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(digest.digest()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "AAA@", "<<<<", "QUJD\\u00e9", "QU%4A", "QQ==QQ==", "QQ=\\n=QQ==", "QQ\\n===", "QU\\u00c1A"
            })
    void whatIsNoBase64IsRefused(String text) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        assertThrows(FailureException.class, () -> new InlineFile(raw(text), digest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "AA\\/A", "AAA A", "AA\\nAA", "A\\u0041AA"})
    void aLargePictureIsReadTwiceWithoutAnyRoomForIt(String every) throws Exception {
        JsonText text = raw(every.repeat(PICTURE_BYTES / every.length() / 4 * 4));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        read(text, digest); // what is loaded and made once
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        read(text, digest);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < PICTURE_BYTES / 100, allocated + " bytes");
    }

    /** As it stands in a request, escapes and all. */
    private static JsonText raw(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new JsonText(bytes, 0, bytes.length);
    }

    private static void read(JsonText text, MessageDigest digest) throws IOException {
        new MultipartFile("b", "a.png", "image/png", new InlineFile(text, digest))
                .writeTo(OutputStream.nullOutputStream());
    }
}
