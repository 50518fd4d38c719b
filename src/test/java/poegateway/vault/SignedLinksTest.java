package poegateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import poegateway.rig.ManualTime;

/** Links that hold without a key, for a while. */
@Execution(ExecutionMode.CONCURRENT)
class SignedLinksTest {
    private final ManualTime time = new ManualTime();
    private final SignedLinks links = new SignedLinks("media-", new Random(1), time::instant);
    private final KeptBytes kept = new KeptBytes(
            "media-00112233445566778899aabbccddeeff",
            "ann",
            new Label("cat.png", "image/png", "media"),
            1,
            time.instant(),
            time.instant().plus(Duration.ofMinutes(60)));

    @Test
    void aLinkOpensUntilItEnds() {
        String token = links.sign(kept);
        assertEquals(Optional.of(kept.id()), links.open(token));
        time.advance(Duration.ofMinutes(60));
        assertEquals(Optional.empty(), links.open(token));
    }

    @Test
    void noLinkThatWasChangedOpens() {
        String token = links.sign(kept);
        for (int at = 0; at < token.length() - 1; at++) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertEquals(Optional.empty(), links.open(changed), changed);
        }
        assertEquals(Optional.empty(), links.open(token + "A"));
        assertEquals(Optional.empty(), links.open(""));
        assertEquals(Optional.empty(), links.open(token.substring(1)));
    }

    @Test
    void aLinkOfAnotherProcessDoesNotOpen() {
        SignedLinks other = new SignedLinks("media-", new Random(2), time::instant);
        String token = links.sign(kept);
        assertNotEquals(token, other.sign(kept));
        assertEquals(Optional.empty(), other.open(token));
    }
}
