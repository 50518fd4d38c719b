package poegateway.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.conversation.Bounds;
import poegateway.conversation.FileReferences;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.wire.json.JsonEdits;

/**
 * A dialect that callers and Poe both speak: what the bytes of a request and of its reply mean, and the few changes that they
 * get on the way. One object for each dialect, without state, used by all threads.
 */
public interface WireFormat {
    /** Method of the request to Poe. */
    String method();

    /** The interface of Poe that speaks it. */
    default PoeInterface poeInterface() {
        return PoeInterface.OPENAI;
    }

    /** Path of a request for that model, below the interface's base URL; begins with a slash. */
    String path(String model);

    /** For which models Poe speaks it, so that its bytes can pass. */
    default PoeSupport support() {
        return PoeSupport.ALL_MODELS;
    }

    /** Whether its bytes pass where Poe speaks it; else its requests are read and written anew there too. */
    default boolean passes() {
        return true;
    }

    /** How requests of other dialects are translated into it; empty where they cannot be. */
    default Optional<Codec> codec() {
        return Optional.empty();
    }

    /** How its own requests are translated; empty where only their bytes can pass. */
    default Optional<CallerCodec> callerCodec() {
        return codec().map(codec -> codec);
    }

    /** Where its requests name files that were uploaded before; empty where they cannot. */
    default Optional<FileReferences> files() {
        return Optional.empty();
    }

    /** What the model is to do, by OpenTelemetry's {@code gen_ai.operation.name}; a label of metrics. */
    default String operation() {
        return "chat";
    }

    /** Which headers travel on. */
    HeaderRules headers();

    /** How failures are said. */
    ErrorForm errors();

    /**
     * Reads the body of a request in one pass.
     *
     * @throws poegateway.core.failure.FailureException when it is no request of this dialect
     */
    Opening open(byte[] body);

    /**
     * The same of a dialect whose requests name their model in the path.
     *
     * @param model name of the model by the path; empty where the path names none
     */
    default Opening open(byte[] body, String model) {
        return open(body);
    }

    /**
     * How an option of a model is said in a request of the dialect.
     *
     * @param name as Poe lists it, such as {@code output_effort}
     * @param json its value
     * @return what stands where the request has its options: values as JSON, by name
     */
    default Map<String, String> option(String name, String json) {
        return Map.of(name, json);
    }

    /**
     * Begins a stream of events.
     *
     * @param eventLimitBytes most bytes of one event
     * @param memory pays for what is held of it
     */
    ReplyStream stream(ReplyContext context, int eventLimitBytes, MemoryLease memory);

    /**
     * Reads the body of a whole reply with status 200.
     *
     * @throws poegateway.core.failure.FailureException when it is none, or an error in spite of its status
     */
    WholeReply whole(byte[] body, ReplyContext context);

    /** The same of a reply that the caller gets as a stream, by {@link #wholeToStream}. */
    default WholeReply wholeForStream(byte[] body, ReplyContext context) {
        return whole(body, context);
    }

    /**
     * Members of a request that Poe has refused because it does not know them, and that may be left out: their paths, in words of
     * the dialect. Nothing was done for such a request, so it may be sent again without them.
     */
    default Set<String> unknownMembers(Failure refusal) {
        return Set.of();
    }

    /**
     * Edits that take out of a body what stands at a path of {@link #unknownMembers}; none where nothing does.
     *
     * @param body a request that was read before
     */
    default JsonEdits without(byte[] body, String path) {
        return JsonEdits.NONE;
    }

    /**
     * The stream that the caller asked for, of a reply that came whole; empty where the dialect knows no such way.
     *
     * @param body as Poe sent it
     * @param read the same, as {@link #wholeForStream} read it
     */
    default Optional<byte[]> wholeToStream(byte[] body, WholeReply read, ReplyContext context) {
        return codec().flatMap(codec -> translatedToItself().wholeToStream(body, read, context));
    }

    /**
     * Makes a whole reply of a stream that comes unasked; empty where the dialect knows no such way.
     *
     * @param eventLimitBytes most bytes of one event
     * @param replyLimitBytes most bytes of the stream, since all of it is kept
     */
    default Optional<ReplyAssembler> streamToWhole(ReplyContext context, int eventLimitBytes, long replyLimitBytes) {
        return codec().flatMap(codec -> translatedToItself().streamToWhole(context, eventLimitBytes, replyLimitBytes));
    }

    private TranslatedFormat translatedToItself() {
        return new TranslatedFormat(this, this, Bounds.NONE);
    }
}
