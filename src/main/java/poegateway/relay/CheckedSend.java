package poegateway.relay;

import java.time.InstantSource;
import poegateway.core.ClientRequest;
import poegateway.core.failure.FailureException;
import poegateway.meter.Operation;
import poegateway.relay.route.UpstreamRouter;

/** Sends a request as often as it takes until its answer has the form that was asked for, and without members that Poe does not know. */
record CheckedSend(
        Forwarder forwarder, UpstreamRouter router, RefusedMembers unknown, long replyLimitBytes, InstantSource clock) {
    Answer send(ClientRequest clientRequest, UpstreamRequest request, Repeats repeats, Operation operation) {
        if (request.repair().isEmpty()) {
            return sendKnown(clientRequest, request, repeats, operation);
        }
        ClientRequest kept = clientRequest.keepingBody();
        RepairLoop.Limits most = new RepairLoop.Limits(
                router.repairsMax(), replyLimitBytes, clock.instant().getEpochSecond());
        ReplyBudget.Lease memory = forwarder.lease(clientRequest.cancellation());
        Answer fitting = new RepairLoop(most, request.repair().get(), kept, operation, memory)
                .run(each -> sendKnown(kept, each, repeats, operation));
        clientRequest.body().giveBack(); // nothing is sent again from here on
        return fitting;
    }

    /** Sends what Poe knows of a request: what it refuses as unknown is left out, unless nothing may be. */
    private Answer sendKnown(ClientRequest clientRequest, UpstreamRequest whole, Repeats repeats, Operation operation) {
        if (router.isStrict(clientRequest.wishes())) {
            return forwarder.send(clientRequest, whole, repeats, operation);
        }
        UpstreamRequest request = unknown.without(whole);
        for (int refusals = 0; refusals < RefusedMembers.REFUSALS_MAX; refusals++) {
            try {
                return forwarder.send(clientRequest, request, repeats, operation);
            } catch (FailureException refused) {
                request = unknown.without(request, refused.failure()).orElseThrow(() -> refused);
            }
        }
        return forwarder.send(clientRequest, request, repeats, operation);
    }
}
