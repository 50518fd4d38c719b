package poegateway.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.poe.PoeErrors;

class ReplyContextTest {
    @Test
    void aReaderThatWantsUsageKnowsEverythingElseOfTheRequest() {
        Opening opening = new ChatFormat()
                .open("{\"model\":\"m\",\"stream\":true,\"messages\":[],\"functions\":[{\"name\":\"f\"}]}"
                        .getBytes(UTF_8));
        Opening wanting = new ReplyContext("r", 1, opening, PoeErrors.of("m"))
                .wantingUsage()
                .opening();
        assertTrue(wanting.usageWanted());
        assertTrue(wanting.olderCalls());
        assertEquals(opening.outline(), wanting.outline());
    }
}
