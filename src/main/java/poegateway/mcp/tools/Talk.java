package poegateway.mcp.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ToolTurns;
import poegateway.core.ClientRequest;
import poegateway.core.Usage;
import poegateway.core.Wishes;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.SessionFailure;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.job.ToolRun;
import poegateway.media.file.UploadedFiles;
import poegateway.session.OpenTurn;
import poegateway.session.SessionName;
import poegateway.session.Sessions;

/** Asks a model, as a turn of a session. */
final class Talk {
    private static final SessionName NEW = new SessionName(SessionName.Kind.NEW, "");

    private static final long NANOS_OF_MILLI = 1_000_000;

    private final ModelCalls calls;
    private final UsageBook usage;
    private final Sessions sessions;
    private final UploadedFiles files;

    Talk(ModelCalls calls, UsageBook usage, Sessions sessions, UploadedFiles files) {
        this.calls = calls;
        this.usage = usage;
        this.sessions = sessions;
        this.files = files;
    }

    /**
     * What is asked.
     *
     * @param session of which it is a turn; absent where the caller names none
     * @param wishes how it is to be carried
     * @param warnings what the caller should know
     */
    record Question(Prompt prompt, Optional<SessionName> session, Wishes wishes, List<String> warnings) {}

    /**
     * What came of it.
     *
     * @param told calls of tools that were run on the way, their results, and the reply; empty where there were none
     * @param session of which it is a turn; absent where it is none
     * @param cost where Poe lists a price
     */
    record Answered(
            Prompt prompt,
            Reply reply,
            ToolTurns told,
            Optional<String> session,
            Optional<Cost> cost,
            long millis,
            List<String> warnings) {}

    /** What a caller uploaded. */
    Attached.Uploads uploads(McpCall call) {
        return id -> files.field(call.origin().caller().id(), id, "attachments");
    }

    /** What it will cost in points, roughly, where the model is asked {@code count} times. */
    Optional<Long> points(McpCall call, Question question, int count) {
        Usage expected =
                ExpectedUsage.of(question.prompt, charsOf(call.origin().caller().id(), question.session));
        return Cost.of(expected, calls.card(question.prompt.model()))
                .map(cost -> cost.times(count).points());
    }

    /** Of a session, as the model is told it again. */
    private long charsOf(String owner, Optional<SessionName> session) {
        try {
            return session.map(name -> sessions.get(owner, name.id()).weight()).orElse(0L);
        } catch (FailureException none) {
            return 0; // it begins now, or the question fails before it is paid
        }
    }

    /** Asks. Where no session is named there is a new one, so that the caller can go on. */
    Answered ask(ToolRun run, Question question) {
        List<String> warnings = new ArrayList<>(question.warnings);
        OpenTurn turn = sessions.open(run.caller().id(), question.session.orElse(NEW), run.timeline(), warnings::add);
        boolean kept = false;
        try (turn) {
            Prompt prompt = continued(turn, question.prompt);
            Answered answered = ask(run, question, prompt, Optional.of(turn), warnings);
            kept = true;
            return answered;
        } catch (TooLargeForSession tooLarge) {
            if (question.session.isPresent()) {
                throw new FailureException(tooLarge.why);
            }
            warnings.add("not kept as a session: it is too large for one");
        } finally {
            if (!kept && question.session.isEmpty()) {
                forget(run.caller().id(), turn.id());
            }
        }
        return ask(run, question, question.prompt, Optional.empty(), warnings);
    }

    private Answered ask(
            ToolRun run, Question question, Prompt prompt, Optional<OpenTurn> turn, List<String> warnings) {
        long since = calls.nanoTime();
        AnswerProgress progress = new AnswerProgress(run, calls);
        ClientRequest request = run.request(question.wishes);
        Reply reply = calls.converse(run, request, prompt, progress);
        turn.ifPresent(open -> keep(open, reply, progress.told()));
        Optional<Cost> cost = reply.usage().flatMap(counted -> Cost.of(counted, calls.card(prompt.model())));
        usage.add(run.caller().id(), prompt.model(), reply.usage(), cost);
        long millis = (calls.nanoTime() - since) / NANOS_OF_MILLI;
        return new Answered(prompt, reply, progress.told(), turn.map(OpenTurn::id), cost, millis, warnings);
    }

    /** The turn is named by the model as Poe calls it, as turns are that came in another way. */
    private Prompt continued(OpenTurn turn, Prompt prompt) {
        Prompt named = prompt.to(calls.resolved(prompt.model()), prompt.parameters());
        try {
            return prompt.withMessages(turn.continued(named).messages());
        } catch (FailureException failed) {
            if (failed.failure() instanceof SessionFailure.Full
                    || failed.failure() instanceof GatewayFailure.Overloaded) {
                throw new TooLargeForSession(failed.failure());
            }
            throw failed;
        }
    }

    private static void keep(OpenTurn turn, Reply reply, ToolTurns told) {
        turn.told(told.messages());
        turn.finished(reply);
        turn.end();
    }

    private void forget(String owner, String id) {
        try {
            sessions.remove(owner, id);
        } catch (FailureException gone) {
            return; // nobody knows of it
        }
    }

    /** The session that is named by a text. */
    static Optional<SessionName> session(Optional<String> written) {
        return written.filter(text -> !text.isBlank())
                .map(text -> SessionName.of(text)
                        .orElseThrow(() -> new ToolException(
                                "'session_id' must be " + SessionName.FORM + ". Leave it out to begin a new one.")));
    }

    /** It would not fit, and nothing was asked yet. */
    private static final class TooLargeForSession extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Failure why;

        TooLargeForSession(Failure why) {
            super(null, null, false, false);
            this.why = why;
        }
    }
}
