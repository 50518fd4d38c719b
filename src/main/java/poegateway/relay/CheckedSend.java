package poegateway.relay;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import poegateway.catalog.ModelCard;
import poegateway.core.ClientRequest;
import poegateway.core.failure.FailureException;
import poegateway.meter.Operation;
import poegateway.relay.attempt.RetryLoop;
import poegateway.relay.reply.ReplyBudget;
import poegateway.relay.route.RefusedEndpoints;
import poegateway.relay.route.UpstreamRouter;

/**
 * Sends a request as often as it takes until its answer has the form that was asked for, without members that Poe does not
 * know, and to an endpoint that it serves.
 */
record CheckedSend(
        Forwarder forwarder,
        UpstreamRouter router,
        RefusedEndpoints unserved,
        RefusedMembers unknown,
        long replyLimitBytes,
        InstantSource clock) {
    /** {@code written} is the request for a card, which may lack endpoints that Poe turned out not to serve. */
    Answer send(
            ClientRequest clientRequest,
            Optional<ModelCard> card,
            Function<Optional<ModelCard>, UpstreamRequest> written,
            RetryLoop.Repeats repeats,
            Operation operation) {
        UpstreamRequest request = written.apply(card.map(unserved::served));
        try {
            return send(clientRequest, request, repeats, operation);
        } catch (FailureException refused) {
            return send(clientRequest, otherWay(refused, card, request, written), repeats, operation);
        }
    }

    /** The request for another endpoint, where Poe does not serve the model at the one that it lists. */
    private UpstreamRequest otherWay(
            FailureException refused,
            Optional<ModelCard> card,
            UpstreamRequest request,
            Function<Optional<ModelCard>, UpstreamRequest> written) {
        if (card.filter(known -> unserved.note(
                        refused.failure(), known, request.endpoint().path()))
                .isEmpty()) {
            throw refused;
        }
        UpstreamRequest other = written.apply(card.map(unserved::served));
        if (other.endpoint().path().equals(request.endpoint().path())) {
            throw refused;
        }
        return other;
    }

    private Answer send(
            ClientRequest clientRequest, UpstreamRequest request, RetryLoop.Repeats repeats, Operation operation) {
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
    private Answer sendKnown(
            ClientRequest clientRequest, UpstreamRequest whole, RetryLoop.Repeats repeats, Operation operation) {
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
