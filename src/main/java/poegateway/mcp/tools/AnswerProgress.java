package poegateway.mcp.tools;

import java.util.OptionalDouble;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.ToolTurns;
import poegateway.mcp.job.ToolRun;

/** Tells a client, a few times a second, how an answer grows, and keeps what is told beside it. */
final class AnswerProgress implements ReplyEvents {
    private static final long TOLD_EVERY_NANOS = 250_000_000;
    private static final int SHOWN_CHARS_MAX = 400;

    private final ToolRun run;
    private final ModelCalls calls;
    private final StringBuilder latest = new StringBuilder();
    private ToolTurns told = ToolTurns.NONE;
    private long chars;
    private long lastNanos;

    AnswerProgress(ToolRun run, ModelCalls calls) {
        this.run = run;
        this.calls = calls;
        this.lastNanos = calls.nanoTime();
    }

    @Override
    public void accept(ReplyEvent event) {
        if (event instanceof ReplyEvent.Words words) {
            add(words.delta().decoded());
        } else if (event instanceof ReplyEvent.Replaced replaced) {
            latest.setLength(0);
            add(replaced.text().decoded());
        }
    }

    @Override
    public void told(ToolTurns turns) {
        told = turns;
    }

    /** Calls of tools that were run on the way, their results, and the reply; empty where there were none. */
    ToolTurns told() {
        return told;
    }

    private void add(String words) {
        latest.append(words);
        chars += words.length();
        latest.delete(0, Math.max(0, latest.length() - SHOWN_CHARS_MAX));
        long now = calls.nanoTime();
        if (now - lastNanos >= TOLD_EVERY_NANOS) {
            lastNanos = now;
            run.progress((double) chars, OptionalDouble.empty(), latest.toString());
        }
    }
}
