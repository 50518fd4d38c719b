package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/**
 * A caller and the form in which its model answers.
 *
 * @param stream whether the caller wants a stream
 */
record Pair(FaultCaller caller, FaultModel model, boolean stream) {
    static final List<Pair> ALL = all();

    private static final String REFUSED =
            "{\"error\":{\"message\":\"Model does not support this method.\",\"type\":\"invalid_request_error\"}}";

    private static List<Pair> all() {
        List<Pair> pairs = new ArrayList<>();
        for (FaultModel model : FaultModel.values()) {
            for (FaultCaller caller : FaultCaller.values()) {
                pairs.add(new Pair(caller, model, true));
                if (caller.hasWhole()) {
                    pairs.add(new Pair(caller, model, false));
                }
            }
        }
        return List.copyOf(pairs);
    }

    /** Whether Poe is asked for a stream. */
    boolean streamedByPoe() {
        return stream || !model.hasWhole();
    }

    Reply ask(Rig rig) {
        return ask(rig, rig.caller());
    }

    Reply ask(Rig rig, OkHttpClient client) {
        Request request = rig.call(caller.path(model.model()), caller.body(model.model(), stream))
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", model.upstream())
                .build();
        return rig.read(client.newCall(request));
    }

    /** Poe refuses the endpoints that a model has beside messages, so that all callers are sent there. */
    static void preferMessages(Rig rig) {
        for (FaultCaller caller : List.of(FaultCaller.CHAT, FaultCaller.RESPONSES)) {
            rig.poe().enqueue(caller.path(""), Scripts.json(400, REFUSED));
            rig.poe().enqueue(FaultModel.MESSAGES.pathAtPoe(), Scripts.json(200, FaultModel.MESSAGES.whole()));
            Reply reply = new Pair(caller, FaultModel.MESSAGES, false).ask(rig);
            assertEquals(200, reply.status(), reply::body);
        }
    }

    @Override
    public String toString() {
        return caller + " of " + model + (stream ? " streamed" : " whole");
    }
}
