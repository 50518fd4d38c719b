package poegateway.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Where nothing may be lost, each field that docs/loss.md lists as dropped is refused by name, and nothing is sent. */
class StrictLossTest {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final String LIST = """
            {"object":"list","data":[
             {"id":"for-chat","supported_endpoints":["/v1/chat/completions"]},
             {"id":"for-responses","supported_endpoints":["/v1/responses"]},
             {"id":"for-messages","supported_endpoints":["/v1/messages"]},
             {"id":"for-bot"}]}""";

    private static final Map<String, String> PATHS = Map.of(
            "chat", "/v1/chat/completions",
            "completions", "/v1/completions",
            "responses", "/v1/responses",
            "messages", "/v1/messages",
            "bot", "/bot/%s");

    @GatewayTest(
            transport = Transport.H1,
            settings = {"models.refresh-every=15m"})
    void aFieldThatWouldBeDroppedIsRefusedByNameInTheCallersDialectAndNothingIsSent(Rig rig) {
        rig.poe().enqueue("/v1/models", Scripts.json(200, LIST));
        rig.tick();
        rig.awaitQuiet();
        long before = rig.poe().census().arrivals();
        int refused = 0;
        List<String> wrong = new ArrayList<>();
        for (LossDialects.Caller caller : LossDialects.CALLERS) {
            for (LossDialects.Model model : LossDialects.MODELS) {
                if (caller.name().equals(model.name())) {
                    continue; // its bytes pass
                }
                RequestWay way = new RequestWay(caller.format(), model.format());
                for (Probe probe : Probe.list(caller.requests())) {
                    if (!Places.last(probe.place()).equals("model")
                            && way.outcome(probe) instanceof Outcome.Dropped dropped) {
                        refused++;
                        Reply reply = strict(rig, caller.name(), model.name(), probe);
                        fault(caller.name(), reply, dropped.names())
                                .forEach(fault -> wrong.add(
                                        caller.name() + " over " + model.name() + ": " + probe.place() + ": " + fault));
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(refused > 200, "fields refused: " + refused);
        assertEquals(before, rig.poe().census().arrivals());
    }

    private static Reply strict(Rig rig, String caller, String model, Probe probe) {
        JsonNode body = probe.with().deepCopy();
        if (body.has("model")) {
            Places.set(body, "model", Probe.json("\"for-" + model + "\""));
        }
        String path = Objects.requireNonNull(PATHS.get(caller)).replace("%s", "for-" + model);
        Request request = new Request.Builder()
                .url(rig.gateway().url() + path)
                .header("x-poe-gateway-loss", "strict")
                .header("x-poe-gateway-upstream", model.equals("bot") ? "bot" : "openai")
                .post(RequestBody.create(body.toString(), JSON))
                .build();
        return rig.read(rig.caller().newCall(request));
    }

    private static List<String> fault(String caller, Reply reply, List<String> names) {
        List<String> faults = new ArrayList<>();
        if (reply.status() != 400 || !isError(caller, reply.body())) {
            faults.add(reply.status() + " " + reply.body());
        }
        names.stream().filter(name -> !reply.body().contains(name)).forEach(name -> faults.add("no word of " + name));
        return faults;
    }

    private static boolean isError(String caller, String body) {
        return switch (caller) {
            case "bot" -> body.startsWith("event: error\ndata: {");
            case "messages" ->
                Probe.json(body).path("type").asText().equals("error")
                        && Probe.json(body).at("/error/type").asText().equals("invalid_request_error");
            default -> Probe.json(body).at("/error/code").asText().equals("unsupported_parameter");
        };
    }
}
