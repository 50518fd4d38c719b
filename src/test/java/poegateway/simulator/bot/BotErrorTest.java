package poegateway.simulator.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.script.Script;

class BotErrorTest {
    private final BotPeer peer = new BotPeer();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "error-400; false; The request is malformed.; user_caused_error",
                "error-401; true; Access denied; -",
                "error-402; false; You do not have enough points to message this bot.; insufficient_fund",
                "error-402-points; false; You do not have enough points to message this bot.; insufficient_fund",
                "error-403-moderation; false; The request was flagged by moderation.; user_caused_error",
                "error-404-model; false; Bot does not exist; -",
                "error-404-upstream; false; The model `gpt-4-0314` does not exist or you do not have access to it.; user_caused_error",
                "error-408; true; The model did not start in time.; -",
                "error-413; false; The request is over the context of the model.; user_message_too_long",
                "error-422; false; Unprocessable.; user_caused_error",
                "error-429; true; Rate limit of 500 requests a minute reached.; -",
                "error-500; true; Internal server error; -",
                "error-502; true; The model's backend is down.; -",
                "error-503; true; The service is unavailable.; -",
                "error-529; true; Overloaded.; -",
                "error-first-event; true; Overloaded.; -",
                "body-error-200; true; An error in a reply of status 200.; -"
            })
    void anErrorIsAnEventInAStreamOfStatus200(String bot, boolean allowRetry, String text, String type) {
        Script script = peer.ask(bot);
        String typed = type == null ? "" : ", \"error_type\": \"" + type + "\"";

        assertEquals(200, script.status());
        assertEquals(
                "event: error\ndata: {\"allow_retry\": " + allowRetry + ", \"text\": \"" + text + "\"" + typed
                        + "}\n\n",
                SimulatorFixture.text(script));
    }

    @Test
    void anErrorWithHeadersIsToldByItsStatus() {
        Script script = peer.ask("error-429-retry-after-2");

        assertEquals(429, script.status());
        assertEquals("2", script.headers().get("retry-after"));
        assertEquals("application/json", script.headers().get("content-type"));
    }

    @Test
    void anErrorInTheMiddleIsTheLastEvent() {
        assertEquals("meta text error", BotPeer.names(peer.ask("error-mid-stream")));
    }

    @Test
    void anErrorGoesAwayWhenAskedAgain() {
        assertEquals("error", BotPeer.names(peer.ask("once-500")));
        assertEquals("meta text done", BotPeer.names(peer.ask("once-500")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-html", "error-empty"})
    void whatStandsBeforePoeAnswersByItsStatus(String bot) {
        assertTrue(peer.ask(bot).status() >= 500, bot);
    }
}
