package poegateway.relay;

import java.util.Optional;
import poegateway.core.RequestTimeline;
import poegateway.meter.Meter;
import poegateway.meter.Span;

/** Spans that nobody reads. */
final class Spans {
    private Spans() {}

    static Span begin(RequestTimeline timeline) {
        Meter.Request chat =
                new Meter.Request("POST", "/v1/chat/completions", "req-1", Optional.empty(), Optional.empty());
        return new Meter().begin(chat, timeline);
    }
}
