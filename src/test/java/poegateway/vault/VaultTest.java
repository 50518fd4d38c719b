package poegateway.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.core.failure.GatewayFailure;
import poegateway.keep.StoreLimits;
import poegateway.keep.StoreLimits.Cap;
import poegateway.keep.StoreLimits.Expiry;
import poegateway.rig.ManualTime;

/** What is kept on disk, by whom it can be had, and what becomes of it when the disk refuses. */
class VaultTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Label LABEL = new Label("cat.png", "image/png", "user_data");
    private static final long MIB = 1024 * 1024;

    private final ManualTime time = new ManualTime();
    private final Ticker ticker = new Ticker(time::nanoTime);
    private final MemoryFiles disk = new MemoryFiles(100 * MIB);
    private final Vault vault = vault(new Cap(4, 10 * MIB), new Cap(6, 20 * MIB));

    private Vault vault(Cap perOwner, Cap inAll) {
        StoreLimits limits = new StoreLimits(HOUR, Expiry.FIXED, perOwner, inAll);
        return new Vault(disk, limits, time::instant, ticker, new Random(7), Runnable::run);
    }

    @Test
    void whatWasWrittenIsThereForItsOwnerAlone() throws IOException {
        KeptBytes kept = keep("ann", "words");
        assertEquals(Optional.of(kept), vault.find("ann", kept.id()));
        assertEquals(Optional.empty(), vault.find("bob", kept.id()));
        assertFalse(vault.remove("bob", kept.id()));
        assertEquals(List.of(), vault.list("bob", "file-"));
        assertEquals(5, kept.bytes());
        assertEquals("words", text(kept, 0, 5));
        assertEquals("rd", text(kept, 2, 2));
    }

    @Test
    void whatIsNotWrittenToItsEndIsNeverServedAndLeavesNothing() {
        try (VaultWriter writer = vault.begin("ann", "file-")) {
            writer.write(bytes(3 * MIB), 0, (int) (3 * MIB));
            assertEquals(List.of(), vault.list("ann", "file-"));
            assertTrue(vault.bytes() >= 3 * MIB, "it counts while it comes");
        }
        assertEquals(Set.of(), disk.names());
        assertEquals(0, vault.bytes());
    }

    @Test
    void whatIsRemovedOrEndsGoesFromTheDisk() {
        KeptBytes first = keep("ann", "one");
        keep("ann", "two");
        assertTrue(vault.remove("ann", first.id()));
        assertFalse(vault.remove("ann", first.id()));
        assertEquals(1, disk.names().size());
        pass(HOUR);
        assertEquals(Set.of(), disk.names());
        assertEquals(List.of(), vault.list("ann", "file-"));
    }

    @Test
    void aShorterLifetimeIsKeptAndALongerOneIsNot() {
        KeptBytes brief = keep("ann", "one", Duration.ofMinutes(10));
        KeptBytes patient = keep("ann", "two", Duration.ofDays(9));
        assertEquals(brief.created().plus(Duration.ofMinutes(10)), brief.expires());
        assertEquals(patient.created().plus(HOUR), patient.expires());
        time.advance(Duration.ofMinutes(10));
        assertEquals(Optional.empty(), vault.find("ann", brief.id()), "before any tick");
        pass(Duration.ofSeconds(1));
        assertEquals(Set.of(patient.id()), disk.names());
        assertEquals(1, vault.count());
    }

    @Test
    void overACapTheOldestGoesAndThatOfOthersLast() {
        KeptBytes bobs = keep("bob", "bob's");
        KeptBytes first = keep("ann", "1");
        for (int i = 0; i < 4; i++) {
            keep("ann", "more");
        }
        assertEquals(Optional.empty(), vault.find("ann", first.id()));
        assertTrue(vault.find("bob", bobs.id()).isPresent());
        assertEquals(5, disk.names().size());
    }

    @Test
    void bytesMakeRoomWhileTheyComeAndOneTooLargeIsRefused() {
        KeptBytes first = keep("ann", "x".repeat((int) (6 * MIB)));
        try (VaultWriter writer = vault.begin("ann", "file-")) {
            byte[] piece = bytes(MIB);
            for (int i = 0; i < 10; i++) {
                writer.write(piece, 0, piece.length);
            }
            assertEquals(Optional.empty(), vault.find("ann", first.id()));
            FailureException refused = assertThrows(FailureException.class, () -> writer.write('x'));
            assertInstanceOf(FileFailure.FileTooLarge.class, refused.failure());
        }
        assertEquals(Set.of(), disk.names());
    }

    @Test
    void aWriterWhoseRoomWasTakenFails() {
        try (VaultWriter slow = vault.begin("ann", "file-")) {
            slow.write('x');
            for (int i = 0; i < 4; i++) {
                keep("ann", "quick");
            }
            FailureException lost = assertThrows(FailureException.class, () -> slow.keep(LABEL, HOUR));
            assertInstanceOf(GatewayFailure.Overloaded.class, lost.failure());
        }
        assertEquals(4, disk.names().size());
    }

    @Test
    void aFullDiskIsToldLeftAloneForAWhileAndUsedAgain() {
        disk.room(10);
        FailureException full = assertThrows(FailureException.class, () -> keep("ann", "more than ten bytes"));
        assertEquals(new FileFailure.StorageUnavailable("No space left on device"), full.failure());
        assertEquals(Optional.of("No space left on device"), vault.refusal());
        assertEquals(Set.of(), disk.names());
        disk.room(100);
        assertThrows(FailureException.class, () -> vault.begin("ann", "file-"), "it is not tried at once");
        time.advance(DiskState.PAUSE);
        keep("ann", "more than ten bytes");
        assertEquals(Optional.empty(), vault.refusal());
    }

    @Test
    void aDiskThatRecoversIsSeenThoughNobodyWrites() {
        disk.refuse(Optional.of(new AccessDeniedException("/data/vault")));
        assertThrows(FailureException.class, () -> vault.begin("ann", "file-"));
        assertEquals(Optional.of("it may not be written"), vault.refusal());
        pass(DiskState.PAUSE);
        assertTrue(vault.refusal().isPresent());
        disk.refuse(Optional.empty());
        pass(DiskState.PAUSE);
        assertEquals(Optional.empty(), vault.refusal());
        assertEquals(Set.of(), disk.names());
    }

    @Test
    void aFileThatSomebodyDeletedIsAbsentAndOneThatShrankIsNoEndOfIt() throws IOException {
        KeptBytes lost = keep("ann", "lost");
        disk.lose(lost.id());
        assertTrue(vault.open(lost).isEmpty());
        assertEquals(Optional.empty(), vault.find("ann", lost.id()));
        KeptBytes shorter = keep("ann", "short");
        disk.truncate(shorter.id());
        assertThrows(FailureException.class, () -> text(shorter, 0, 5));
    }

    @Test
    void temporaryBytesAreGoneWhenTheyAreClosedAndAreBounded() throws IOException {
        try (TemporaryBytes part = vault.temporary()) {
            part.write("part".getBytes(StandardCharsets.US_ASCII), 0, 4);
            assertEquals(4, part.length());
            try (InputStream in = part.read()) {
                assertEquals("part", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            }
            assertEquals(1, vault.temporaryFiles());
            byte[] tooMuch = bytes(21 * MIB);
            assertThrows(FailureException.class, () -> part.write(tooMuch, 0, tooMuch.length));
        }
        assertEquals(0, vault.temporaryFiles());
        assertEquals(Set.of(), disk.names());
        try (TemporaryBytes again = vault.temporary()) {
            again.write(bytes(19 * MIB), 0, (int) (19 * MIB));
        }
    }

    @Test
    void aReaderReadsOnWhenWhatItReadsEnds() throws IOException {
        KeptBytes kept = keep("ann", "words");
        try (VaultReader reader = vault.open(kept).orElseThrow()) {
            vault.remove("ann", kept.id());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            reader.writeTo(out, 0, reader.length());
            assertArrayEquals("words".getBytes(StandardCharsets.US_ASCII), out.toByteArray());
        }
    }

    private KeptBytes keep(String owner, String text) {
        return keep(owner, text, HOUR);
    }

    private KeptBytes keep(String owner, String text, Duration lifetime) {
        try (VaultWriter writer = vault.begin(owner, "file-")) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            writer.write(bytes, 0, bytes.length);
            return writer.keep(LABEL, lifetime);
        }
    }

    private String text(KeptBytes kept, long from, long count) throws IOException {
        try (VaultReader reader = vault.open(kept).orElseThrow()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            reader.writeTo(out, from, count);
            return out.toString(StandardCharsets.US_ASCII);
        }
    }

    private void pass(Duration by) {
        time.advance(by);
        ticker.tick();
    }

    private static byte[] bytes(long count) {
        return new byte[(int) count];
    }
}
