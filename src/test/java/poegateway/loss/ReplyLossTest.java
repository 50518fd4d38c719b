package poegateway.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of losses is held by {@link RequestLossTest}; what it shows of streams as gone is told nowhere else. */
class ReplyLossTest {
    @Test
    void whatAReplyHoldsIsExpressedOrNamedAsLostUnlessItStreams() {
        List<String> lost = new ArrayList<>();
        for (LossDialects.Model model : LossDialects.MODELS) {
            for (LossDialects.Caller caller : LossDialects.CALLERS) {
                for (boolean streamed : new boolean[] {false, true}) {
                    ReplyWay way = new ReplyWay(model, caller, streamed);
                    for (Probe probe : Probe.list(model.replies())) {
                        if (way.takes(probe) && way.outcome(probe) instanceof Outcome.Lost silent) {
                            lost.add(model.name() + " to " + caller.name() + (streamed ? ", streamed: " : ": ")
                                    + probe.place() + " " + probe.value() + ": " + silent.why());
                        }
                    }
                }
            }
        }
        assertEquals("", String.join("\n", lost));
    }
}
