package poegateway.dialect.poe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.PoeRefusal.Refused;
import poegateway.core.failure.Retry;
import poegateway.core.text.KnownSecrets;
import poegateway.core.text.Secret;
import poegateway.dialect.chat.Samples;

class PoeErrorsTest {
    private static final String KEY = "AbCd1234-efgh.5678~Key";
    private static final KnownSecrets SECRETS = KnownSecrets.of(List.of(new Secret(KEY)));
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "400-tools-unsupported|400|unsupported_feature_for_model|model|Model a-model does not support tool calling. Use",
                "400-value-unsupported|400|invalid_value|-|Unsupported value: 'high' is not supported",
                "400-litellm-prefix|400|invalid_value|-|This is not a chat model",
                "400-nested-json|400|context_length_exceeded|-|prompt is too long: 1032364 tokens > 1000000 maximum.",
                "401-integer-code|502|upstream_auth|-|Poe refused the gateway's own key",
                "402-insufficient-credits|402|insufficient_quota|-|You have no points left.",
                "403-moderation|403|moderation_error|-|The request was flagged.",
                "404-tools-unsupported|400|unsupported_feature|-|tools is not supported in this model.",
                "404-model|404|model_not_found|model|Poe has no model 'gpt4o'",
                "429-exhausted|429|rate_limit_exceeded|-|Resource has been exhausted (e.g. check quota).",
                "500-provider|502|upstream_error|-|Error from OpenAI: The server had an error",
            })
    void everyErrorOfPoeHasItsAnswer(String sample, int status, String code, String param, String begin) {
        int poeStatus = Integer.parseInt(sample.substring(0, 3));
        byte[] body = Samples.read("errors/" + sample + ".json");
        Failure failure = about(Optional.empty()).read(poeStatus, body);
        assertEquals(status, failure.status());
        assertEquals(code, failure.code());
        assertEquals(param, failure.param());
        assertTrue(failure.message().startsWith(begin), failure.message());
        assertFalse(failure.message().contains("0".repeat(32)), "Poe's error id is not the caller's business");
    }

    @ParameterizedTest
    @CsvSource({
        "400,400,invalid_value",
        "403,403,permission_error",
        "405,502,upstream_bad_response",
        "407,502,upstream_bad_response",
        "409,502,upstream_error",
        "411,502,upstream_bad_response",
        "421,502,upstream_bad_response",
        "425,502,upstream_error",
        "426,502,upstream_bad_response",
        "431,502,upstream_bad_response",
        "404,502,upstream_bad_response",
        "408,504,upstream_timeout",
        "413,413,request_too_large",
        "422,422,invalid_value",
        "500,502,upstream_error",
        "502,502,upstream_error",
        "504,502,upstream_error",
        "503,503,upstream_overloaded",
        "529,503,upstream_overloaded",
        "301,502,upstream_bad_response",
        "307,502,upstream_bad_response",
    })
    void theStatusAloneIsEnough(int poeStatus, int status, String code) {
        for (String body :
                List.of("", "<html>cloudflare</html>", "{", "[]", "null", "{\"error\":null}", "\u0000\u0000")) {
            Failure failure = read(poeStatus, body);
            assertEquals(status, failure.status(), body);
            assertEquals(code, failure.code(), body);
            assertFalse(failure.message().contains("<"), failure.message());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\":{\"code\":429}}|429",
                "{\"error\":{\"type\":\"overloaded_error\"}}|503",
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}|502",
                "{\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_points\"}}|402",
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"anything\"}}|400",
                "{\"error\":{\"type\":\"timeout_error\"}}|504",
                "{\"error\":{\"message\":\"no\"}}|502",
                "{\"error\":\"no\"}|502",
                "{\"message\":\"no\",\"type\":\"rate_limit_error\"}|429",
                "{\"error\":{\"code\":7}}|502",
                "{\"error\":{\"code\":\"429\"}}|429",
                "{\"error\":{\"code\":\"0429\"}}|502",
                "\"busy\"|502",
            })
    void anErrorInAStreamHasItsStatusFromItsWords(String event, int status) {
        byte[] bytes = ("xx" + event + "yy").getBytes(UTF_8);
        assertEquals(
                status, PoeErrors.of("m").readEvent(bytes, 2, bytes.length - 2).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2|2",
                "1.5|2",
                "1.0|1",
                "0.001|1",
                "2.00|2",
                "999999999|999999999",
                "0000000000007|7",
                "9999999999|999999999",
                "99999999999999999999.5|999999999",
                "Sunday, 22-Nov-26 12:00:30 GMT|30",
                "Sun Nov 22 12:00:30 2026|30",
                "Tue Dec  1 12:00:00 2026|777600",
                "300|300",
                "0|0",
                " 5 |5",
                "Sun, 22 Nov 2026 12:00:30 GMT|30",
            })
    void retryAfterIsSecondsOrADate(String header, long seconds) {
        assertEquals(Retry.after(Optional.of(Duration.ofSeconds(seconds))), retry(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "1.5.5",
                ".5",
                "1.",
                "Sun, 22 Nov 2026 11:59:59 GMT",
                "Sunday, 22-Nov-77 12:00:30 GMT",
                "Sun Nov 22 11:59:59 2026",
                "１"
            })
    void aRetryAfterThatIsOverOrGarbageIsNoReasonToSendAgain(String header) {
        assertEquals(Retry.NEVER, retry(header));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 529})
    void aCompleteRefusalMayBeAskedAgain(int status) {
        assertInstanceOf(Retry.After.class, read(status, "").retry());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                201, 202, 204, 206, 226, 301, 400, 403, 404, 405, 409, 413, 422, 431, 501, 504, 505, 520, 521, 522, 524,
                527, 530, 599
            })
    void whatMayHaveRunIsNeverAskedAgain(int status) {
        for (String body : List.of("", "<html>", "{\"error\":{\"message\":\"busy\",\"code\":503}}")) {
            Failure failure = read(status, body);
            assertEquals(Retry.NEVER, failure.retry(), body);
            assertFalse(failure.message().contains("send again"), failure.message());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 529})
    void theWaitThatPoeAskedForIsToldWhateverTheStatus(int status) {
        Failure failure = about(Optional.of("30")).read(status, new byte[0]);
        assertEquals(Retry.after(Optional.of(Duration.ofSeconds(30))), failure.retry());
    }

    @Test
    void theWaitOfTheHeadHoldsForAnErrorBelowA200Too() {
        byte[] body = "{\"error\":{\"code\":429}}".getBytes(UTF_8);
        Failure failure = about(Optional.of("100")).readEvent(body, 0, body.length);
        assertEquals(Retry.after(Optional.of(Duration.ofSeconds(100))), failure.retry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"}}]}",
                "{\"error\":{\"message\":\"no\"},\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":7}}",
                "{\"usage\":{\"output_tokens\":1},\"error\":\"no\"}",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\ndata: {\"error\":{}}\n\n",
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"cut",
            })
    void whatTheModelHasWrittenIsNeverPaidTwice(String body) {
        for (int status : new int[] {408, 429, 500, 502, 503, 529}) {
            Failure failure = read(status, body);
            assertEquals(Retry.NEVER, failure.retry());
            assertEquals(502, failure.status() == 504 ? 502 : failure.status());
            assertTrue(failure.message().contains("sending it again may bill it twice"), failure.message());
        }
        byte[] bytes = body.getBytes(UTF_8);
        assertEquals(
                Retry.NEVER,
                about(Optional.empty()).readEvent(bytes, 0, bytes.length).retry());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"no\",\"choices\":[]}",
                "{\"error\":\"no\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0}}",
                "{\"error\":\"no\",\"usage\":null,\"choices\":null}",
            })
    void withoutAWordOfTheModelItIsARefusal(String body) {
        assertInstanceOf(Retry.After.class, read(503, body).retry());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error code: 1033|error code: 1033.",
                "{\"detail\":[{\"loc\":[\"body\",1],\"msg\":\"Field required\",\"type\":\"missing\"}]}|Field required.",
                "{\"errors\":[{\"message\":\"too hot\"}]}|too hot.",
                "{\"errors\":[\"too hot\"]}|too hot.",
                "[{\"error\":{\"message\":\"too hot\"}}]|too hot.",
                "{\"msg\":\"too hot\"}|too hot.",
                "{\"error\":{\"message\":\"too hot\",\"type|too hot.",
                "data: {\"error\":{\"message\":\"too hot\"}}|too hot.",
            })
    void theReasonIsFoundInBodiesOfAnyForm(String body, String words) {
        assertEquals(words, read(400, body).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"detail\":\"Not Found\"}", "404 page not found", "{}"})
    void aServerThatHasNothingAtTheAddressSaysNothingOfTheModel(String body) {
        Failure failure = read(404, body);
        assertEquals("upstream_bad_response", failure.code());
        assertTrue(failure.message().contains("poe.base-url"), failure.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"key %s not allowed\"}}",
                "{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"key %s\\\"}}\"}}",
                "{\"error\":{\"message\":\"x\",\"param\":\"%s\",\"code\":\"%s\",\"type\":\"%s\"}}",
                "{\"detail\":[{\"msg\":\"%s\"}]}",
                "key %s not allowed",
                "data: {\"error\":\"%s\"}\n\n",
            })
    void theKeyOfTheRequestIsNeverSeenWhateverItsForm(String form) {
        for (String key : List.of(KEY, KEY.toUpperCase(Locale.ROOT), "x".repeat(1_990) + KEY)) {
            String body = form.replace("%s", key);
            byte[] bytes = body.getBytes(UTF_8);
            for (int status : new int[] {400, 403, 404, 405, 413, 422, 429, 500, 503}) {
                assertUnseen(read(status, body));
            }
            assertUnseen(about(Optional.empty()).readEvent(bytes, 0, bytes.length));
            assertUnseen(about(Optional.empty()).readPart(bytes, 0, bytes.length));
        }
    }

    private static void assertUnseen(Failure failure) {
        String seen = failure + failure.message() + failure.code() + failure.param();
        assertFalse(seen.toLowerCase(Locale.ROOT).contains(KEY.substring(0, 9).toLowerCase(Locale.ROOT)), seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206})
    void anotherSuccessThan200IsABadResponse(int status) {
        Failure failure = read(status, "{\"choices\":[]}");
        assertEquals("upstream_bad_response", failure.code());
        assertTrue(failure.message().contains("status " + status), failure.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|unsupported_feature_for_model|unsupported_feature_for_model",
                "422|a1|a1",
                "500|internal_error|upstream_error",
                "500|provider_unavailable|provider_unavailable",
                "504|gateway_stalled|gateway_stalled",
                "500|Not A Word|upstream_error",
                "500|_x|upstream_error",
                "500|429|upstream_error",
                "400|é|invalid_value",
                "403|''|permission_error",
            })
    void aCodeOfPoeIsKeptWhereItIsAWord(int status, String given, String code) {
        assertEquals(
                code,
                read(status, "{\"error\":{\"message\":\"x\",\"code\":\"" + given + "\"}}")
                        .code());
    }

    @Test
    void aWordHasAtMost64Letters() {
        String longest = "x".repeat(64);
        assertEquals(
                longest, read(400, "{\"error\":{\"code\":\"" + longest + "\"}}").code());
        assertEquals(
                "invalid_value",
                read(400, "{\"error\":{\"code\":\"x" + longest + "\"}}").code());
    }

    @Test
    void whereNoReasonIsGivenTheStatusIsSaid() {
        assertTrue(read(500, "").message().startsWith("Poe answered with status 500 and gave no reason."));
    }

    @Test
    void theCodeAndParamOfAWrappedErrorAreKept() {
        Failure failure = read(
                400,
                "{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"no\\\","
                        + "\\\"type\\\":\\\"t\\\",\\\"code\\\":\\\"inner\\\",\\\"param\\\":\\\"top_k\\\"}}\"}}");
        assertEquals(new Refused(400, "inner", "no.", "top_k"), failure);
    }

    @Test
    void aModelThatPoeDoesNotKnowIsNotFoundEvenAsBadRequest() {
        Failure failure = read(400, "{\"error\":{\"message\":\"x\",\"code\":\"model_not_found\"}}");
        assertEquals(new PoeRefusal.ModelNotFound("gpt4o", List.of()), failure);
    }

    @Test
    void anOutOfPointsIsToldFromARateLimitByItsType() {
        Failure failure = read(429, "{\"error\":{\"message\":\"x\",\"type\":\"insufficient_quota\"}}");
        assertInstanceOf(PoeRefusal.OutOfPoints.class, failure);
        Failure other = read(403, "{\"error\":{\"message\":\"x\",\"code\":\"insufficient_permissions\"}}");
        assertEquals("insufficient_permissions", other.code());
    }

    @Test
    void keysInTheWordsAreHiddenAndEndlessWordsAreCut() {
        Failure failure = read(400, "{\"error\":{\"message\":\"key sk-abcdef123456 and Bearer abcdefgh1234 bad\"}}");
        assertEquals("key *** and *** bad.", failure.message());
        Refused refused =
                assertInstanceOf(Refused.class, read(400, "{\"error\":{\"message\":\"" + "x".repeat(100_000) + "\"}}"));
        assertTrue(refused.message().length() < 2_100);
    }

    @Test
    void errorsWrappedInErrorsEndSomewhere() {
        String body = "{\"error\":{\"message\":\"deep\"}}";
        for (int i = 0; i < 10; i++) {
            body = "{\"error\":{\"message\":\"e: " + body.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}}";
        }
        assertEquals(400, read(400, body).status());
    }

    @ParameterizedTest
    @CsvSource({"300,a redirect", "399,a redirect", "299,where 200 was due"})
    void aRedirectIsNeverFollowed(int status, String words) {
        Failure failure = read(status, "");
        assertEquals("upstream_bad_response", failure.code());
        assertTrue(failure.message().contains(words), failure.message());
    }

    @ParameterizedTest
    @CsvSource({"400,400", "399,502", "599,502", "600,502", "429,429"})
    void aNumberThatIsAStatusOfAnErrorIsTheStatus(int code, int status) {
        byte[] bytes = ("{\"error\":{\"code\":" + code + ",\"type\":\"x\"}}").getBytes(UTF_8);
        Failure failure = about(Optional.empty()).readEvent(bytes, 0, bytes.length);
        assertEquals(status, failure.status());
        String reason = code < 400 || code > 599 ? "status 500" : "status " + code;
        assertTrue(failure.message().contains(reason), failure.message());
    }

    private static Failure read(int status, String body) {
        return about(Optional.empty()).read(status, body.getBytes(UTF_8));
    }

    private static Retry retry(String header) {
        return about(Optional.of(header)).read(429, new byte[0]).retry();
    }

    private static PoeErrors about(Optional<String> retryAfter) {
        return PoeErrors.of("gpt4o", retryAfter, NOON, SECRETS);
    }
}
