package poegateway.front.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.GatewayConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.keep.StoreLimits;
import poegateway.media.FormField;
import poegateway.rig.ManualTime;
import poegateway.vault.TinyDisk;
import poegateway.vault.Vault;

/** Forms as they come: what is small of them is in memory, the rest on disk for as long as it is needed. */
class FormDataTest {
    private static final String TYPE = "multipart/form-data; boundary=XX";
    private static final int LARGE = 200_000;

    @TempDir
    private Path data;

    private final ManualTime time = new ManualTime();
    private final Ticker ticker = new Ticker(time::nanoTime);
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), new Cancellation());
    private final BodyBudget budget = new BodyBudget(4 * 1024 * 1024);

    @AfterEach
    void nothingIsLeft() throws IOException {
        timeline.close();
        assertEquals(0, budget.heldBytes());
        assertEquals(List.of(), filesOnDisk());
    }

    @Test
    void whatIsLargeLiesOnDiskUntilTheFormIsClosed() throws IOException {
        Vault vault = vault(10_000_000);
        try (BodyReader body = body(form("small", bytes(100), "large", bytes(LARGE)));
                FormData form = new FormData(TYPE, vault, body.memory())) {
            form.read(body, ServerConfig.defaults());
            List<FormField> fields = form.fields();
            assertEquals(
                    List.of("small", "large"),
                    fields.stream().map(FormField::name).toList());
            assertArrayEquals(bytes(100), fields.getFirst().read());
            assertArrayEquals(bytes(LARGE), fields.getLast().read());
            assertArrayEquals(bytes(LARGE), fields.getLast().read(), "as often as one likes");
            assertEquals(LARGE, fields.getLast().bytes());
            assertEquals("f.bin", fields.getLast().fileName().orElseThrow());
            assertEquals("x/y", fields.getLast().mediaType().orElseThrow());
            assertEquals(1, filesOnDisk().size());
            assertTrue(budget.heldBytes() < LARGE, "held: " + budget.heldBytes());
        }
        assertEquals(0, vault.temporaryFiles());
    }

    @Test
    void aFormThatBreaksOffLeavesNothing() throws IOException {
        byte[] whole = form("large", bytes(LARGE));
        for (int length : new int[] {LARGE, LARGE / 2, whole.length - 5, 10, 0}) {
            assertEquals(
                    "invalid_multipart",
                    refusal(Arrays.copyOf(whole, length), vault(10_000_000)).code());
        }
    }

    @Test
    void aDiskWithoutRoomForItIsToldAndTheNextFormStaysInMemory() throws IOException {
        Vault small = vault(100_000);
        assertEquals(
                "gateway_overloaded",
                refusal(form("large", bytes(LARGE)), small).code());
        Path file = Files.writeString(data.resolve("no-folder"), "");
        Vault none = Vault.at(file, limits(1000), time::instant, ticker, new Random(1));
        try (BodyReader body = body(form("large", bytes(LARGE)));
                FormData form = new FormData(TYPE, none, body.memory())) {
            form.read(body, ServerConfig.defaults());
            assertArrayEquals(bytes(LARGE), form.fields().getFirst().read());
            assertTrue(budget.heldBytes() >= LARGE, "it counts as memory");
        }
        Files.delete(file);
    }

    @Test
    void aDiskThatIsFullAmidAPartCostsMemoryAndNothingElse() throws IOException {
        for (int room : new int[] {0, 1, 70_000, 100_000, LARGE - 1}) {
            Vault tiny = TinyDisk.vault(room, limits(10_000_000), time::instant, ticker);
            try (BodyReader body = body(form("small", bytes(100), "large", bytes(LARGE), "more", bytes(LARGE + 1)));
                    FormData form = new FormData(TYPE, tiny, body.memory())) {
                form.read(body, ServerConfig.defaults());
                List<FormField> fields = form.fields();
                assertArrayEquals(bytes(100), fields.get(0).read());
                assertArrayEquals(bytes(LARGE), fields.get(1).read());
                assertArrayEquals(bytes(LARGE + 1), fields.get(2).read());
            }
            assertEquals(0, tiny.temporaryFiles());
            assertTrue(tiny.refusal().isPresent());
        }
    }

    @Test
    void memoryAndPartsAreLimited() throws IOException {
        assertTrue(refusal(form("a", bytes(5_000_000)), vaultWithoutDisk()) instanceof ClientFailure.BodyOverMemory);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            many.append("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n");
        }
        assertEquals(
                "invalid_multipart",
                refusal(ascii(many + "--XX--\r\n"), vault(1000)).code());
        String head =
                "--XX\r\nContent-Disposition: form-data; name=\"" + "a".repeat(9000) + "\"\r\n\r\nx\r\n--XX--\r\n";
        assertEquals("invalid_multipart", refusal(ascii(head), vault(1000)).code());
    }

    private Failure refusal(byte[] sent, Vault vault) {
        try (BodyReader body = body(sent);
                FormData form = new FormData(TYPE, vault, body.memory())) {
            return assertThrows(FailureException.class, () -> form.read(body, ServerConfig.defaults()))
                    .failure();
        }
    }

    private Vault vaultWithoutDisk() {
        return Vault.at(Path.of("/proc/none/vault"), limits(1000), time::instant, ticker, new Random(1));
    }

    private Vault vault(long bytes) {
        return Vault.at(data.resolve("vault"), limits(bytes), time::instant, ticker, new Random());
    }

    private static StoreLimits limits(long bytes) {
        StoreLimits.Cap cap = new StoreLimits.Cap(10, bytes);
        return new StoreLimits(Duration.ofMinutes(1), StoreLimits.Expiry.FIXED, cap, cap);
    }

    private BodyReader body(byte[] bytes) {
        return new BodyReader(new ByteArrayInputStream(bytes), -1, ServerConfig.defaults(), budget, timeline);
    }

    private static byte[] form(Object... namesAndContents) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            form.append("--XX\r\nContent-Disposition: form-data; name=\"")
                    .append(namesAndContents[i])
                    .append("\"; filename=\"f.bin\"\r\nContent-Type: x/y\r\n\r\n")
                    .append(new String((byte[]) namesAndContents[i + 1], StandardCharsets.ISO_8859_1))
                    .append("\r\n");
        }
        return form.append("--XX--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private List<Path> filesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .toList();
        }
    }
}
