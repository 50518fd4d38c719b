package poegateway.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplySteps;
import poegateway.core.ClientRequest;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.poe.PoeErrors;
import poegateway.meter.Operation;
import poegateway.relay.form.FormInstruction;
import poegateway.relay.local.CollectedReply;
import poegateway.relay.reply.ReplyBudget;
import poegateway.wire.json.JsonEdits;

/**
 * Asks for an answer until it has the form that its caller wants, and hands over that one alone. Every answer is paid for: so there
 * is a limit, the headers tell how many there were, and their usage is the caller's.
 */
final class RepairLoop {
    /** Edit: an answer that did not fit was asked for again. */
    static final String EDIT = "answer-repaired";

    /** An answer is held as text, as it is written, and in a buffer that doubles. */
    private static final int WRITTEN_PARTS = 4;

    private final Limits limits;
    private final AnswerRepair repair;
    private final ClientRequest clientRequest;
    private final Operation operation;
    private final ReplyBudget.Lease memory;
    private Optional<Usage> paid = Optional.empty();
    private int attempts;
    private Map<String, String> headers = Map.of();

    /**
     * How far it goes.
     *
     * @param repairs most calls after the first
     * @param replyBytes most bytes of one answer
     * @param createdSeconds when the answer is made, in seconds since 1970
     */
    record Limits(int repairs, long replyBytes, long createdSeconds) {}

    /** @param memory pays for all answers; the answer that is handed over has it */
    RepairLoop(
            Limits limits,
            AnswerRepair repair,
            ClientRequest clientRequest,
            Operation operation,
            ReplyBudget.Lease memory) {
        this.limits = limits;
        this.repair = repair;
        this.clientRequest = clientRequest;
        this.operation = operation;
        this.memory = memory;
    }

    /**
     * The answer that fits.
     *
     * @param send takes a request to Poe
     * @throws FailureException with {@link ReplyFailure.Unfit} when none does
     */
    Answer run(Function<UpstreamRequest, Answer> send) {
        boolean handedOver = false;
        try {
            Answer answer = fitting(send);
            handedOver = true;
            return answer;
        } finally {
            paid.ifPresent(operation::usage);
            if (!handedOver) {
                memory.close();
            }
        }
    }

    private Answer fitting(Function<UpstreamRequest, Answer> send) {
        Prompt prompt = repair.prompt();
        String fault = null;
        for (int calls = 0; ; calls++) {
            Reply reply = ask(prompt, send, calls, fault);
            Optional<String> found = repair.check().fault(reply);
            if (found.isEmpty()) {
                return written(reply, calls);
            }
            fault = found.get();
            if (calls == limits.repairs()) {
                throw unfit(calls + 1, fault, null);
            }
            prompt = FormInstruction.again(prompt, reply, fault);
            operation.mends(ReplyFailure.Unfit.OUTCOME);
        }
    }

    private Reply ask(Prompt prompt, Function<UpstreamRequest, Answer> send, int calls, @Nullable String fault) {
        try {
            return ask(prompt, send);
        } catch (FailureException failed) {
            if (fault == null || clientRequest.cancellation().reason() != null) {
                throw failed;
            }
            throw unfit(calls, fault, failed);
        }
    }

    private Reply ask(Prompt prompt, Function<UpstreamRequest, Answer> send) {
        CollectedReply collected = new CollectedReply(step -> {}, memory, limits.replyBytes());
        try (Answer answer = send.apply(repair.written().apply(prompt, collected))) {
            answer.writeTo(OutputStream.nullOutputStream());
            headers = answer.headers();
            attempts += Integer.parseInt(headers.getOrDefault("x-poe-gateway-attempts", "1"));
        } catch (IOException impossible) {
            throw new UncheckedIOException("nobody is written to", impossible);
        }
        Reply reply = collected.reply();
        reply.usage().ifPresent(more -> paid = Optional.of(paid.map(more::plus).orElse(more)));
        return reply;
    }

    private static FailureException unfit(int calls, String fault, @Nullable FailureException repairFailed) {
        Optional<Failure> failure = Optional.ofNullable(repairFailed).map(FailureException::failure);
        return new FailureException(new ReplyFailure.Unfit(calls, fault, failure.map(Failure::message)), repairFailed);
    }

    private Answer written(Reply fitting, int repairs) {
        Reply reply = fitting.countedAs(paid);
        ReplyContext context = new ReplyContext(
                clientRequest.requestId(),
                limits.createdSeconds(),
                repair.opening(),
                PoeErrors.of(repair.opening().model()));
        ReplyWriter writer = repair.caller().callerCodec().orElseThrow().replyWriter(context);
        ErrorForm errors = repair.caller().errors().of(clientRequest.requestId());
        memory.take(WRITTEN_PARTS * (long) reply.text().length());
        return repair.opening().stream()
                ? BufferedAnswer.events(told(repairs), stream(reply, writer), errors, memory)
                : BufferedAnswer.json(told(repairs), writer.whole(reply), JsonEdits.NONE, errors, memory);
    }

    private static byte[] stream(Reply reply, ReplyWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ReplySteps.tell(reply, step -> writer.write(step, out));
            writer.end(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all", impossible);
        }
        return out.toByteArray();
    }

    private Map<String, String> told(int repairs) {
        Map<String, String> told = new LinkedHashMap<>(headers);
        told.put("x-poe-gateway-attempts", Integer.toString(attempts));
        if (repairs > 0) {
            told.merge("x-poe-gateway-edits", EDIT, (before, edit) -> String.join(",", List.of(before, edit)));
            told.put("x-poe-gateway-paid-calls", Integer.toString(repairs + 1));
        }
        return told;
    }
}
