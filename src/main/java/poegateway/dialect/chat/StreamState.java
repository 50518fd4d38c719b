package poegateway.dialect.chat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.SseWriter;
import poegateway.wire.json.Json;

/** What one stream has shown so far. Written by the thread that reads the stream; heartbeats read one field of it. */
final class StreamState {
    private final Envelope envelope;
    private final ToolCalls toolCalls = new ToolCalls();
    private Envelope.Values values;
    private String modelName = "";
    private Optional<Usage> usage = Optional.empty();
    private String usageJson = "";
    private boolean headChanged;
    private boolean eventSeen;
    private boolean unknownSeen;
    private boolean roleGiven;
    private boolean envelopeComplete = true;
    private volatile byte[] heartbeat = {};

    /**
     * @param envelope for what Poe leaves out
     */
    StreamState(Envelope envelope) {
        this.envelope = envelope;
        this.values = envelope.values();
    }

    /** Reads the errors that stand in the stream. */
    PoeErrors errors() {
        return envelope.errors();
    }

    /** What the stream says about itself, and what is put in where it says nothing. */
    Envelope.Values values() {
        return values;
    }

    ToolCalls toolCalls() {
        return toolCalls;
    }

    /** Beginning of an id for a tool call that has none; other answers of the same conversation have others. */
    String callId() {
        return "call_" + envelope.id().replace("chatcmpl-", "");
    }

    /** Whether a chunk was read at all. */
    boolean eventSeen() {
        return eventSeen;
    }

    /** Notes an event that is neither a chunk nor usage nor a heartbeat: it may have told why the answer ends. */
    void seeUnknown() {
        unknownSeen = true;
    }

    boolean unknownSeen() {
        return unknownSeen;
    }

    /** Whether the first delta has passed, which names the role. */
    boolean roleGiven() {
        return roleGiven;
    }

    void giveRole() {
        roleGiven = true;
    }

    /** Whether chunks have all that a chunk must say about itself, as far as they were looked at. */
    boolean envelopeComplete() {
        return envelopeComplete;
    }

    void seeEnvelope(boolean complete) {
        envelopeComplete &= complete;
    }

    /** Notes one of {@code id}, {@code created} and {@code model}, as JSON. */
    void seeHead(String name, byte[] source, int from, int to) {
        values = values.with(name, new String(source, from, to - from, StandardCharsets.UTF_8));
        headChanged = true;
    }

    void seeModel(String name) {
        modelName = name;
    }

    /** Name of the model, as Poe gives it; empty before it was told. */
    String modelName() {
        return modelName;
    }

    /** Some models send it several times, with counts that grow. */
    void seeUsage(Usage counted) {
        usage = Optional.of(counted);
    }

    Optional<Usage> usage() {
        return usage;
    }

    /** Keeps usage that stood in a chunk with choices, as JSON; it is sent by itself at the end. */
    void keepUsage(byte[] json) {
        usageJson = new String(json, StandardCharsets.UTF_8);
    }

    void forgetKeptUsage() {
        usageJson = "";
    }

    /** Notes that a chunk was read. The head may still change until the first delta: Azure's first chunk has none. */
    void seeEvent() {
        if (!eventSeen || headChanged) {
            eventSeen = true;
            headChanged = false;
            heartbeat = chunk("null");
        }
    }

    /** What an error of Poe's means here: once there was a chunk, the model has run. */
    FailureException failure(PoeRefusal said) {
        return failed(said);
    }

    /** The same of an error that is an event, whose data lie there. */
    FailureException failure(byte[] bytes, int from, int to) {
        return failed(envelope.errors().readEvent(bytes, from, to));
    }

    private FailureException failed(Failure said) {
        boolean shown = eventSeen && said instanceof PoeRefusal;
        return new FailureException(shown ? new ReplyFailure.Interrupted((PoeRefusal) said) : said);
    }

    /** A chunk that adds nothing, as an event; empty before the first event. Any thread may ask. */
    byte[] heartbeat() {
        return heartbeat;
    }

    /** The chunk that ends the answer, as an event. */
    byte[] closing(String finishReason) {
        return chunk(Json.quoted(finishReason));
    }

    /** The usage that was kept, as an event without choices; empty when there is none. */
    Optional<byte[]> keptUsage() {
        return usageJson.isEmpty() ? Optional.empty() : Optional.of(event("[],\"usage\":" + usageJson));
    }

    private byte[] chunk(String finishReason) {
        return event("[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":" + finishReason + "}]");
    }

    private byte[] event(String choices) {
        return SseWriter.frame("{\"id\":" + values.id() + ",\"object\":\"chat.completion.chunk\",\"created\":"
                + values.created() + ",\"model\":" + values.model() + ",\"choices\":" + choices + "}");
    }
}
