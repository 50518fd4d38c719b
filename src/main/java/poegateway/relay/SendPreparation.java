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
    public Prompt restored(Prompt prompt, Dialect target) {
        return signatures.restored(prompt, clientRequest.caller(), target);
    }

    @Override
    public Prompt uploaded(Prompt prompt) {
        return attachments.uploaded(prompt, clientRequest);
    }

    @Override
    public ReplyEvents observer(Prompt prompt, Dialect origin) {
        return signatures.recorder(clientRequest.caller(), prompt.model(), origin);
    }
}
