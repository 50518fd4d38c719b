package poegateway.simulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

/** {@code GET /v1/models}, without a key: the catalogue. */
final class ModelListSurface implements PoeSurface {
    private final Script list;

    ModelListSurface(Catalogue catalogue) {
        Map<String, String> headers = new HashMap<>(PoeHeaders.OPENAI);
        headers.put("content-type", "application/json; charset=utf-8");
        var body = new Script.Piece(catalogue.document(), Pause.NONE);
        list = new Script(200, headers, Script.Framing.CHUNKED, List.of(body), Mishap.NONE);
    }

    @Override
    public boolean covers(String method, String path) {
        return method.equals("GET") && path.equals("/v1/models");
    }

    @Override
    public Script answer(SimulatedRequest request) {
        return list;
    }
}
