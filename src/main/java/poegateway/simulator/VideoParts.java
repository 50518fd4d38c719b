package poegateway.simulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.simulator.answer.SampleVideo;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;

/** A video that a model made, as a whole or in part: a small MP4, whose colour is that of its name. */
final class VideoParts {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private VideoParts() {}

    /** {@code range} is the header of that name; empty where there is none. */
    static Script of(String name, String range) {
        byte[] mp4 = SampleVideo.mp4(name);
        Matcher part = RANGE.matcher(range);
        return part.matches() ? part(mp4, part.group(1), part.group(2)) : script(200, Map.of(), mp4);
    }

    private static Script part(byte[] all, String first, String last) {
        long from = first.isEmpty() ? Math.max(0, all.length - Long.parseLong(last)) : Long.parseLong(first);
        boolean toTheEnd = first.isEmpty() || last.isEmpty();
        long to = toTheEnd ? all.length - 1 : Math.min(Long.parseLong(last), all.length - 1);
        if (from > to) {
            return script(416, Map.of("content-range", "bytes */" + all.length), new byte[0]);
        }
        return script(
                206,
                Map.of("content-range", "bytes " + from + "-" + to + "/" + all.length),
                Arrays.copyOfRange(all, (int) from, (int) to + 1));
    }

    private static Script script(int status, Map<String, String> more, byte[] content) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("content-type", "video/mp4");
        headers.put("accept-ranges", "bytes");
        return new Script(
                status,
                headers,
                Script.Framing.CONTENT_LENGTH,
                List.of(new Script.Piece(content, Pause.NONE)),
                Mishap.NONE);
    }
}
