package poegateway.simulator.chat;

import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Ready-made chat replies, for tests that queue what the simulator answers next. */
public final class ChatScripts {
    private ChatScripts() {}

    /** A complete, ordinary chat reply with that text. */
    public static Script chat(String text) {
        return Scripts.json(200, WholeForm.of(draft(text)));
    }

    /** A complete, ordinary chat stream with that text, in deltas of that many code points. */
    public static Script chatStream(String text, int chunkChars) {
        return Scripts.sse(ChunkForm.of(draft(text), chunkChars, false).toArray(String[]::new));
    }

    public static ReplyDraft draft(String text) {
        Turn turn = Turn.ofText(text, new Turn.Usage(1, 1, 0, 0, false));
        return new ReplyDraft(
                Manner.Shape.LEGACY, "chatcmpl-000000000000000000000001", 1_767_225_600L, "simulated", turn);
    }
}
