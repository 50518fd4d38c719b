package poegateway.translated;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;

/** A session of Codex on a Claude, as messages: it reads what was said before from the model's cache. */
class CodexOnClaudeIT {
    private static final int TURNS = 10;
    private static final int ITEMS_OF_A_TURN = 20;
    private static final int PERCENT = 80;

    @GatewayTest(settings = "routing.prompt-cache=prefer")
    void tenTurnsReadFourFifthsOfTheirInputFromTheCache(Rig rig) throws IOException {
        CodexSession session = new CodexSession(rig, "Claude-Sonnet-4.6");
        for (int turn = 0; turn < TURNS; turn++) {
            int items = session.turn(turn);
            assertTrue(items >= ITEMS_OF_A_TURN, () -> "only " + items);
        }
        long percent = session.cachedTokens() * 100 / session.inputTokens();
        assertTrue(percent >= PERCENT, () -> percent + " % of " + session.inputTokens());
    }
}
