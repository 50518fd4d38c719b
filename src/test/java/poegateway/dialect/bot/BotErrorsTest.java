package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.bot.event.BotFrame;
import poegateway.dialect.bot.event.BotRefusals;

/** Errors of the protocol: Poe's as failures, and failures as callers see them. */
class BotErrorsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ErrorForm ERRORS = BotWire.BOT.errors();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'text':'This bot needs more points to answer your request.'|402|insufficient_quota|no",
                "'text':'You do not have enough points to message this bot.','allow_retry':false|402|insufficient_quota|no",
                "'error_type':'insufficient_fund','text':''|402|insufficient_quota|no",
                "'text':'Bot does not exist','allow_retry':false|404|model_not_found|no",
                "'text':'Bot does not exist'|404|model_not_found|no",
                "'text':'The bot Foo-Bar does not exist.'|404|model_not_found|no",
                "'text':'Invalid token'|502|upstream_auth|no",
                "'text':'Unauthorized.'|502|upstream_auth|no",
                "'text':'Access denied','allow_retry':true|403|permission_error|no",
                "'text':'Rate limit exceeded'|429|rate_limit_exceeded|yes",
                "'text':'Too many requests','allow_retry':false|429|rate_limit_exceeded|no",
                "'text':'Internal server error'|502|upstream_error|yes",
                "'text':'Internal server error (error_id: 0a1b)','allow_retry':true|502|upstream_error|yes",
                "'text':'The bot encountered an unexpected issue.','allow_retry':false|502|upstream_error|no",
                "'text':'The model is overloaded'|503|upstream_overloaded|yes",
                "'text':'The model is overloaded','allow_retry':false|502|upstream_error|no",
                "'error_type':'user_message_too_long','text':'Too much.'|413|context_length_exceeded|no",
                "'text':'prompt is too long: 7 > 6','error_type':'user_caused_error'|413|context_length_exceeded|no",
                "'error_type':'user_caused_error','text':'No.'|400|user_caused_error|no",
                "'error_type':'privacy_authorization_error','text':'No.'|403|privacy_authorization_error|no",
                "'text':'tools is not supported in this model.'|400|unsupported_feature|no",
                "'text':'{\\'error\\':{\\'message\\':\\'Rate limit reached\\'}}'|429|rate_limit_exceeded|yes",
                "'text':7,'allow_retry':1|502|upstream_error|yes",
                "|502|upstream_error|yes",
            })
    void anErrorOfPoesIsAFailureByItsTypeAndWords(String members, String status, String code, String retry) {
        Failure failure = failure("{" + (members == null ? "" : members) + "}");
        assertEquals(
                status + " " + code + " " + retry,
                failure.status() + " " + failure.code() + " "
                        + (failure.retry() instanceof Retry.After ? "yes" : "no"));
    }

    @Test
    void anErrorThatCannotBeReadIsStillOne() {
        Failure failure = failure("[7");
        assertEquals(502, failure.status());
        assertEquals(Retry.NEVER, failure.retry());
        assertTrue(failure.message().startsWith("Poe's bot failed and gave no reason."), failure.message());
    }

    @Test
    void poesWordsAreKeptInOneLineAndWithoutKeys() {
        String message =
                failure("{'text':'It broke\\n for sk-1234567890abcdef'}").message();
        assertTrue(message.startsWith("It broke for ***."), message);
    }

    @Test
    void anAnswerHasTheStatusOfTheFailureAndEventsAsItsBody() throws IOException {
        ErrorForm.Rendered answer = ERRORS.answer(new PoeRefusal.OutOfPoints("None left."));
        assertEquals(402, answer.status());
        assertEquals("text/event-stream", answer.headers().get("content-type"));
        assertEquals("no-store", answer.headers().get("cache-control"));
        JsonNode error = error(answer.body());
        assertFalse(error.path("allow_retry").asBoolean(true));
        assertEquals("insufficient_fund", error.path("error_type").asText());
        assertEquals("insufficient_quota", error.path("code").asText());
        assertTrue(error.path("text").asText().startsWith("None left."));
    }

    @Test
    void aRequestMayBeSentAgainOnlyWhereTheFailureSaysSoAndNothingWasShown() throws IOException {
        Failure again = new PoeRefusal.Throttled("Wait.", Retry.after(Optional.empty()));
        assertTrue(error(ERRORS.answer(again).body()).path("allow_retry").asBoolean());
        assertFalse(error(ERRORS.event(again)).path("allow_retry").asBoolean(true));
        Failure never = new ReplyFailure.Interrupted((PoeRefusal) again);
        assertFalse(error(ERRORS.answer(never).body()).path("allow_retry").asBoolean(true));
        assertEquals("5", ERRORS.answer(again).headers().get("retry-after"));
    }

    @Test
    void eachKindHasTheTypeThatFits() throws IOException {
        Map<Failure, String> types = Map.of(
                new ClientFailure.BodyTooLarge(7, "server.body-limit"),
                "user_message_too_long",
                new ClientFailure.InvalidRequest("invalid_value", "No.", null),
                "user_caused_error",
                new PoeRefusal.Refused(403, "privacy_authorization_error", "No.", null),
                "privacy_authorization_error",
                new ReplyFailure.Interrupted(new PoeRefusal.Refused(403, "privacy_authorization_error", "No.", null)),
                "privacy_authorization_error",
                new PoeRefusal.Refused(403, "permission_error", "No.", null),
                "",
                new PoeRefusal.ModelNotFound("m", List.of()),
                "",
                new ReplyFailure.Truncated(),
                "");
        for (Map.Entry<Failure, String> each : types.entrySet()) {
            assertEquals(
                    each.getValue(),
                    error(ERRORS.answer(each.getKey()).body())
                            .path("error_type")
                            .asText());
        }
    }

    @Test
    void aLongMessageIsCut() throws IOException {
        Failure failure = new ClientFailure.InvalidRequest("invalid_value", "\"x\n".repeat(5_000), null);
        assertEquals(4_001, error(ERRORS.event(failure)).path("text").asText().length());
    }

    @Test
    void whatIsReadOfOurOwnErrorsIsTheSameFailure() {
        for (Failure failure : List.of(
                new PoeRefusal.OutOfPoints("None left."),
                new PoeRefusal.Refused(413, "context_length_exceeded", "Too much.", null),
                new PoeRefusal.Refused(403, "privacy_authorization_error", "No.", null))) {
            String said = new String(ERRORS.event(failure), UTF_8);
            String data = said.substring(said.indexOf('{'), said.indexOf("}\n") + 1);
            assertEquals(failure.code(), failure(data.replace('\'', '’')).code());
        }
    }

    private static Failure failure(String data) {
        byte[] frame = BotWire.event(
                        "error",
                        data.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\""))
                .getBytes(UTF_8);
        return BotRefusals.of(BotFrame.of(frame, 0, frame.length), BotWire.context());
    }

    /** The data of the one error, which {@code done} follows. */
    private static JsonNode error(byte[] events) throws IOException {
        String text = new String(events, UTF_8);
        String begin = "event: error\ndata: ";
        assertTrue(text.startsWith(begin) && text.endsWith("\n\n" + BotWire.DONE), text);
        String data = text.substring(begin.length(), text.length() - 2 - BotWire.DONE.length());
        assertFalse(data.contains("\n"), data);
        return MAPPER.readTree(data);
    }
}
