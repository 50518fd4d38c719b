package poegateway.relay;

import java.util.Optional;
import poegateway.core.RequestTimeline;
import poegateway.meter.Meter;
import poegateway.meter.Operation;

/** Operations that nobody reads. */
public final class Operations {
    private Operations() {}

    public static Operation begin(RequestTimeline timeline) {
        Meter.Request chat =
                new Meter.Request("POST", "/v1/chat/completions", "req-1", Optional.empty(), Optional.empty());
        return new Meter().begin(chat, timeline).operation("chat");
    }
}
