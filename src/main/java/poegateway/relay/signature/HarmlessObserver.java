package poegateway.relay.signature;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;

/** Looks on as long as that works. When it fails by a bug of ours, the log says so, and the reply goes on without it. */
final class HarmlessObserver implements ReplyEvents {
    private static final Logger LOG = LoggerFactory.getLogger(HarmlessObserver.class);

    private final SignatureRecorder recorder;
    private boolean failed;

    HarmlessObserver(SignatureRecorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public void accept(ReplyEvent event) {
        if (failed) {
            return;
        }
        try {
            recorder.accept(event);
        } catch (RuntimeException bug) {
            failed = true;
            LOG.error("a model's signature is not kept, because of a bug in the gateway", bug);
        }
    }
}
