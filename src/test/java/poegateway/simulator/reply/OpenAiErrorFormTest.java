package poegateway.simulator.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.script.Script;

class OpenAiErrorFormTest {
    private static String json(ReplyError.Detail detail) {
        return OpenAiErrorForm.json(ReplyError.of(418, "teapot_error", "No \"coffee\".", detail));
    }

    @Test
    void eachDetailHasItsKeysInTheirRecordedOrder() {
        String said = "\"message\":\"No \\\"coffee\\\".\",\"type\":\"teapot_error\"";

        assertEquals("{\"error\":{" + said + "}}", json(new ReplyError.Detail.None()));
        assertEquals("{\"error\":{" + said + ",\"code\":418}}", json(new ReplyError.Detail.StatusCode()));
        assertEquals("{\"error\":{" + said + ",\"code\":\"pot\"}}", json(new ReplyError.Detail.Code("pot")));
        assertEquals(
                "{\"error\":{" + said + ",\"param\":\"model\",\"code\":\"pot\"}}",
                json(new ReplyError.Detail.Parameter("model", "pot")));
        assertEquals("{\"error\":{" + said + ",\"error_id\":\"7f\"}}", json(new ReplyError.Detail.ErrorId("7f")));
        assertEquals(
                "{\"error\":{\"code\":418,\"type\":\"teapot_error\",\"message\":\"No \\\"coffee\\\".\",\"metadata\":{}}}",
                json(new ReplyError.Detail.StatusCodeAndMetadata()));
    }

    @Test
    void aReplyHasTheStatusAndTheHeadersOfItsError() {
        Script script = OpenAiErrorForm.script(
                ReplyError.documented(503, "api_error", "Down.").withHeader("retry-after", "2"));

        assertEquals(503, script.status());
        assertEquals("2", script.headers().get("retry-after"));
        assertEquals("application/json", script.headers().get("content-type"));
        assertEquals(503, SimulatorFixture.json(script).at("/error/code").asInt());
    }
}
