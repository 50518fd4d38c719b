package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static poegateway.faults.Streams.DONE;
import static poegateway.faults.Streams.END;
import static poegateway.faults.Streams.FIRST;
import static poegateway.faults.Streams.delta;
import static poegateway.faults.Streams.frames;
import static poegateway.faults.Verdict.asked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Row 17: whatever the framing of Poe's events, they leave in the one form that every client reads, with no byte changed. */
class FramingFaultIT {
    private static final List<String> PAYLOADS = List.of(
            FIRST,
            delta("plain"),
            delta("\u00e9, \u4f60 and \ud83d\udc27"),
            delta("a \\\"quoted\\\" \\n line"),
            END,
            DONE);
    private static final String SAFE = frames(PAYLOADS.toArray(String[]::new));

    @GatewayTest
    void everyFramingLeavesInOneForm(Rig rig) {
        framings().forEach((name, stream) -> {
            Reply reply = asked(rig, true, Streams.cut(stream, 4096));
            assertEquals(SAFE, reply.body(), name);
        });
    }

    @GatewayTest
    void everyFramingMayBeSplitAnywhere(Rig rig) {
        framings().forEach((name, stream) -> {
            for (int pieceBytes : List.of(1, 7)) {
                Reply reply = asked(rig, true, Streams.cut(stream, pieceBytes));
                assertEquals(SAFE, reply.body(), () -> name + " in pieces of " + pieceBytes);
            }
        });
    }

    @GatewayTest
    void jsonOverSeveralLinesIsOneLineAgain(Rig rig) {
        String split =
                delta("in lines").replace(",\"choices\"", ",\n\"choices\"").replace("\n", "\ndata: ");
        Reply reply =
                asked(rig, true, Streams.cut("data: " + FIRST + "\n\ndata: " + split + "\n\n" + frames(END, DONE), 64));
        assertEquals(
                frames(FIRST, delta("in lines"), END, DONE), reply.body().replace(", \"choices\"", ",\"choices\""));
    }

    @GatewayTest
    void anEventOfTwoMegabytesIsNotTouched(Rig rig) {
        String large = delta("x".repeat(2 << 20));
        Reply reply = asked(rig, true, Scripts.sse(FIRST, large, END, DONE));
        assertEquals(frames(FIRST, large, END, DONE), reply.body());
    }

    @GatewayTest
    void theLastEventMayLackItsBlankLineWhenItIsTheEndMark(Rig rig) {
        Reply reply = asked(rig, true, Streams.cut(frames(FIRST, END) + "data: " + DONE, 4096));
        assertEquals(frames(FIRST, END, DONE), reply.body());
    }

    private static Map<String, String> framings() {
        Map<String, String> framings = new LinkedHashMap<>();
        framings.put("plain", SAFE);
        framings.put("CR LF", SAFE.replace("\n", "\r\n"));
        framings.put("CR", SAFE.replace("\n", "\r"));
        framings.put("a byte order mark", "\ufeff" + SAFE);
        framings.put("no space", SAFE.replace("data: ", "data:"));
        framings.put("comments", each(event -> ": ping\n\n: working on it\n" + event));
        framings.put("id and retry", each(event -> "id: 7\nretry: 10\n" + event));
        framings.put("named events", each(event -> "event: message\n" + event));
        framings.put("pings without data", each(event -> "event: ping\n\n" + event));
        framings.put("pings with data", SAFE.replaceFirst("\n\n", "\n\nevent: ping\ndata: {}\n\n"));
        framings.put("empty data", each(event -> "data:\n\ndata\n\n" + event));
        framings.put("unknown fields", each(event -> "x-note: 1\nnonsense\n" + event));
        framings.put("blank lines between", each(event -> "\n\n\n" + event));
        framings.put("mixed line ends", mixed());
        return framings;
    }

    private static String each(UnaryOperator<String> change) {
        StringBuilder stream = new StringBuilder();
        PAYLOADS.forEach(payload -> stream.append(change.apply(frames(payload))));
        return stream.toString();
    }

    private static String mixed() {
        String[] ends = {"\n", "\r\n", "\r"};
        StringBuilder stream = new StringBuilder();
        for (int event = 0; event < PAYLOADS.size(); event++) {
            stream.append(frames(PAYLOADS.get(event)).replace("\n", ends[event % ends.length]));
        }
        return stream.toString();
    }
}
