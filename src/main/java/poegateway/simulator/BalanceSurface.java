package poegateway.simulator;

import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.script.SimulatedRequest;

/** {@code GET /usage/current_balance}, with a Bearer key: the same balance for every account, which nothing lowers. */
final class BalanceSurface implements PoeSurface {
    private static final long BALANCE_POINTS = 1_000_000;

    @Override
    public boolean covers(String method, String path) {
        return method.equals("GET") && path.equals("/usage/current_balance");
    }

    @Override
    public Script answer(SimulatedRequest request) {
        return BearerKey.refusal(request)
                .map(OpenAiErrorForm::script)
                .orElseGet(() -> Scripts.json(200, "{\"current_point_balance\":" + BALANCE_POINTS + "}"));
    }
}
