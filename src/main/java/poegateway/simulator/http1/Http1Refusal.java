package poegateway.simulator.http1;

import java.io.IOException;
import poegateway.simulator.script.Script;
import poegateway.simulator.wire.JsonReply;

/** A request that the simulator itself refuses; the connection closes after the reply. */
final class Http1Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Http1Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    Script script() {
        return JsonReply.error(status, String.valueOf(getMessage()));
    }
}
