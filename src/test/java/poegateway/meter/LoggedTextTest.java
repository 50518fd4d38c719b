package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.text.Redaction;
import poegateway.core.text.SafeText;
import poegateway.guard.GatewayKey;

/** What callers wrote, as it stands in a log. */
final class LoggedTextTest {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** Made up, each in the form of a real kind of key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefghijklmnop",
                "sk-short",
                "pgw_x",
                "Bearer abc",
                "bearer: abc",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "github_pat_11ABCDEFG0123456789",
                "xoxb-123456789012-abcdefghijkl",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "123e4567-e89b-12d3-a456-426614174000",
                "0123456789abcdef0123456789abcdef",
                "deadbeefdeadbeefdeadbeef",
                "VK7JG-NPHTM-C97JM-9MPGT-3V66T",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
                "GbTxkRqWzNpLmVcJ",
                "a1b2c3d4",
                "123456789",
                "abcdefghijklmnopqrstu",
                "one-two-three-four-five-six-seven-eight-nine-ten-eleven",
            })
    void whatMayBeAKeyIsNotShownAsAModel(String pasted) {
        assertEquals("•••", LoggedText.model(pasted, false));
        assertEquals("•••", LoggedText.model(" " + pasted, false));
    }

    @Test
    void noKeyOfTheGatewayAndNoneOfPoeIsShown() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            assertEquals("•••", LoggedText.model(GatewayKey.create(random).reveal(), false));
            StringBuilder ofPoe = new StringBuilder();
            for (int digit = 0; digit < 43; digit++) {
                ofPoe.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
            }
            assertEquals("•••", LoggedText.model(ofPoe.toString(), false));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt4o",
                "claude-sonet-4.6",
                "anthropic/Claude-Opus-4.6",
                "StableDiffusionXL",
                "stablediffusion3.5-l",
                "Mixtral8x22b-Inst-FW",
                "Qwen-3-235B-2507-T",
                "MarkItDown",
                "Magistral-Medium-2509-Thinking",
                "my bot: v2 (test)",
                "克劳德-机器人",
                "12345678",
                "abcdefghijklmnopqrst",
                "abcdefghijklmno1",
                "a1b2c3",
                "aBcDeF",
                "",
            })
    void aMisspeltModelAndABotThatNoListNamesAreShown(String name) {
        assertEquals(name, LoggedText.model(name, false));
    }

    @Test
    void aKnownModelIsShownWhateverItsForm() {
        assertEquals("deadbeefdeadbeefdeadbeef", LoggedText.model("deadbeefdeadbeefdeadbeef", true));
        assertEquals("x".repeat(100), LoggedText.model("x".repeat(101), true));
    }

    @Test
    void whatIsNoLetterIsAQuestionMark() {
        assertEquals("a?b? c", LoggedText.model("a\nb\u2028 c", false));
        assertEquals("a?b", SafeText.printable("a\u0000b", 3));
        assertEquals("~ a", SafeText.printable("~ a", 3));
        assertEquals("?", SafeText.printable("\u007f", 1));
    }

    @Test
    void wordsOfACallerLoseWhatLooksLikeAKey() {
        assertEquals("agent sk-••• x", LoggedText.words("agent sk-0123456789abcdef x", 100));
        assertEquals("agent/1.0 (linux)", LoggedText.words("agent/1.0 (linux)", 100));
        String random = "Zq3" + "a7B".repeat(10);
        assertEquals(Redaction.redacted(random), LoggedText.words(random, 100));
        assertEquals("agent", LoggedText.words("agent/1.0", 5));
    }
}
