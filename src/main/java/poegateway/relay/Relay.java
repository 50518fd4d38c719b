package poegateway.relay;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import poegateway.config.UpstreamConfig;
import poegateway.core.Ask;
import poegateway.core.FailureException;
import poegateway.core.PoeRefusal;
import poegateway.core.Pulse;
import poegateway.relay.chat.ChatRequest;
import poegateway.upstream.Upstream;

/** Takes an ask to Poe and brings the answer back. */
public final class Relay {
    private final VerbatimRoad verbatim;
    private final ModelList models;

    /** What lets a test decide how time passes and how chance falls. */
    public record Circumstances(Pulse pulse, InstantSource clock, Sleeper sleeper, RandomGenerator random) {}

    public Relay(Upstream upstream, UpstreamConfig limits, Circumstances circumstances) {
        Attempts attempts = new Attempts(limits.attempts(), circumstances.sleeper(), circumstances.random());
        this.verbatim = new VerbatimRoad(upstream, limits, attempts, circumstances);
        this.models = new ModelList(upstream, limits, attempts, circumstances);
    }

    /**
     * Reads the body of an ask.
     *
     * @throws FailureException when it is not what the dialect asks for; nothing was sent then
     */
    public Errand accept(Ask ask) {
        return switch (ask.dialect()) {
            case CHAT -> new Errand(this, ask, ChatRequest.read(ask.body()));
        };
    }

    /** The models that Poe offers. */
    public ModelList models() {
        return models;
    }

    Answer carry(Ask ask, ChatRequest request) {
        try {
            return verbatim.travel(ask, request);
        } catch (FailureException failed) {
            if (failed.failure() instanceof PoeRefusal.ModelNotFound unknown) {
                throw new FailureException(
                        new PoeRefusal.ModelNotFound(
                                unknown.model(), models.closest(unknown.model(), ask.cancellation())),
                        failed);
            }
            throw failed;
        }
    }
}
