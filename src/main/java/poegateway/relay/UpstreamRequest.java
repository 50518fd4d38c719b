package poegateway.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.WireFormat;
import poegateway.relay.route.UpstreamRouter;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeRequestBody;
import poegateway.wire.json.JsonEdits;

/**
 * A request as it goes to Poe.
 *
 * @param mode whether the caller's own bytes go
 * @param format by which Poe's reply becomes the caller's
 * @param opening of the caller's request
 * @param model name by which Poe knows the model
 * @param streams whether Poe is asked for a stream
 * @param dropped names of what the caller sent and Poe does not get
 * @param reason why it takes this way
 * @param edits names of what was changed in what it says, beside the edits of the caller's bytes
 * @param repair how its answer is checked; empty where it is passed on as it comes
 */
record UpstreamRequest(
        Mode mode,
        WireFormat format,
        Opening opening,
        String model,
        boolean streams,
        PoeRequestBody body,
        List<String> dropped,
        UpstreamRouter.Reason reason,
        List<String> edits,
        Optional<AnswerRepair> repair) {
    UpstreamRequest {
        dropped = List.copyOf(dropped);
        edits = List.copyOf(edits);
    }

    /** How a request is carried. */
    enum Mode {
        /** The caller's bytes, but for the listed edits. */
        PASSTHROUGH("passthrough"),
        /** Read, and written anew in the model's dialect. */
        TRANSLATED("translated");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * The caller's own bytes.
     *
     * @param selection names of the edits by which its model was found
     */
    static UpstreamRequest passthrough(
            WireFormat format, Opening opening, byte[] body, List<String> selection, UpstreamRouter.Reason reason) {
        List<String> beside = new ArrayList<>(selection);
        beside.removeAll(opening.edits().ids());
        return new UpstreamRequest(
                Mode.PASSTHROUGH,
                format,
                opening,
                opening.model(),
                opening.stream() || format.poeInterface() == PoeInterface.BOT,
                new EditedBody(body, opening.edits()),
                List.of(),
                reason,
                beside,
                Optional.empty());
    }

    /** The same without what stands at these paths, as far as there is something; {@code this} where there is nothing. */
    UpstreamRequest without(Collection<String> paths) {
        if (paths.isEmpty()) {
            return this;
        }
        byte[] bytes = bytes();
        JsonEdits edits = JsonEdits.NONE; // the last are made while the body is written: it may be large
        List<String> all = new ArrayList<>(dropped);
        for (String path : paths) {
            bytes = edits.isEmpty() ? bytes : edits.apply(bytes);
            edits = format.without(bytes, path);
            if (!edits.isEmpty()) {
                all.add(path.replace("*.", ""));
            }
        }
        return all.size() == dropped.size() ? this : with(new EditedBody(bytes, edits), all);
    }

    private UpstreamRequest with(PoeRequestBody otherBody, List<String> otherDropped) {
        return new UpstreamRequest(
                mode, format, opening, model, streams, otherBody, otherDropped, reason, edits, repair);
    }

    /** The same, whose answer is checked. */
    UpstreamRequest withRepair(AnswerRepair checked) {
        return new UpstreamRequest(
                mode, format, opening, model, streams, body, dropped, reason, edits, Optional.of(checked));
    }

    /** Names of all that was changed on the way to Poe. */
    List<String> allEdits() {
        List<String> all = new ArrayList<>(edits); // those of a path come first
        all.addAll(opening.edits().ids());
        return all;
    }

    private byte[] bytes() {
        return switch (body) {
            case EditedBody edited -> edited.bytes();
            case SegmentedBody written -> written.segments().toByteArray();
            default -> throw new IllegalStateException("no request of a dialect");
        };
    }

    PoeEndpoint endpoint() {
        PoeEndpoint.Base base = switch (format.poeInterface()) {
            case OPENAI -> PoeEndpoint.Base.API;
            case BOT -> PoeEndpoint.Base.BOT;
        };
        return new PoeEndpoint(base, format.method(), format.path(model), PoeEndpoint.KeyForm.BEARER);
    }
}
