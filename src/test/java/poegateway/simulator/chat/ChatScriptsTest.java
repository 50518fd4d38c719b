package poegateway.simulator.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import poegateway.simulator.SimulatorFixture;

class ChatScriptsTest {
    @Test
    void aChatIsTheSameStreamedAndWhole() {
        String text = "Hello \uD83D\uDC27";

        assertEquals(text, SimulatorFixture.joined(ChatScripts.chatStream(text, 2), "content"));
        assertEquals(
                text,
                SimulatorFixture.json(ChatScripts.chat(text))
                        .at("/choices/0/message/content")
                        .asText());
    }
}
