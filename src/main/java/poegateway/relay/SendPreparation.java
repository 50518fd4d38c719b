package poegateway.relay;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.ClientRequest;
import poegateway.relay.signature.SignatureStore;

/** Prepares the prompt of one request that is sent: what the model signed is put back, and files are uploaded. */
record SendPreparation(ClientRequest clientRequest, Attachments attachments, SignatureStore signatures)
        implements Translation.Preparation {
    @Override
    public Prompt prepared(Prompt prompt, Dialect target, boolean addresses) {
        Prompt restored = signatures.restored(prompt, clientRequest.caller(), target);
        return addresses ? attachments.uploaded(restored, clientRequest) : restored;
    }

    @Override
    public ReplyEvents observer(Prompt prompt, Dialect origin) {
        return signatures.recorder(clientRequest.caller(), prompt.model(), origin);
    }
}
