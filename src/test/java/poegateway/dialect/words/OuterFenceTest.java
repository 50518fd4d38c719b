package poegateway.dialect.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.wire.json.JsonText;

class OuterFenceTest {
    private static final String JSON = "{\"a\":[1,2],\n \"b\":\"ä👋\"}";

    @Test
    void aFenceAroundAllOfTheTextIsTakenOff() throws IOException {
        for (String fenced : List.of(
                "```json\n" + JSON + "\n```",
                "```json\n" + JSON + "\n```\n",
                "\n\n ```JSON  \r\n" + JSON + "\r\n```  ",
                "```\n" + JSON + "```",
                "```json" + JSON + "```",
                "``````jsonc\n" + JSON + "\n``````",
                "```json5\n\n\n" + JSON + "\n\n\n```",
                "```json\n" + JSON + "\n")) {
            assertEverywhere(JSON, fenced);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "  {\"a\":1}\n",
                "",
                "  \n",
                "``",
                "`{}`",
                "```",
                "```js",
                "```python\n{}\n```",
                "```json yes\n{}\n```",
                "Here it is:\n```json\n{}\n```",
                "{\"a\":\"```json\\n{}\\n```\"}",
                "{}\n```",
                "\"```\"",
                "json\n{}",
                "```json`\n{}"
            })
    void aTextThatNoFenceSurroundsStaysAsItIs(String text) throws IOException {
        assertEverywhere(text, text);
    }

    @Test
    void aFenceInsideAStringOfTheJsonStays() throws IOException {
        String inside = "{\"md\":\"```json\\n{}\\n```\",\"end\":\"```\"}";
        assertEverywhere(inside, "```json\n" + inside + "\n```");
        assertEverywhere("\"a ``` b\"", "```json\n\"a ``` b\"\n```");
        assertEverywhere("{\"a\":1}\n```\nand {\"b\":2}", "```json\n{\"a\":1}\n```\nand {\"b\":2}\n```");
    }

    @Test
    void fencesAroundFencesAreTakenOffAsOftenAsTheyWereOpened() throws IOException {
        assertEverywhere(JSON, "```json\n```json\n" + JSON + "\n```\n```");
        assertEverywhere(JSON, "````\n```json\n" + JSON + "\n```\n````\n");
        assertEverywhere(JSON, "```\n\n```json\n" + JSON + "\n```");
        assertEverywhere(JSON + "\n```", "```json\n" + JSON + "\n```\n```");
        assertEverywhere("", "```json\n```");
        assertEverywhere("", "```json\n");
    }

    @Test
    void proseBehindTheFenceLetsGoOfWhatWaited() throws IOException {
        assertEverywhere("{}\n```\nThere you are.", "```json\n{}\n```\nThere you are.");
    }

    @Test
    void noMoreIsHeldThanMayBelongToAFence() throws IOException {
        List<String> told = new ArrayList<>();
        OuterFence fence = new OuterFence(text -> told.add(text.decoded()));
        for (String piece : List.of("``", "`js", "on\n", "{\"a\":", " 1", "}", "\n``", "`")) {
            fence.add(JsonText.of(piece));
        }
        assertEquals(List.of("{\"a\":", " 1", "}"), told);
        assertTrue(fence.holds());
        fence.end();
        assertEquals(3, told.size());
        fence.add(JsonText.of("Hello"));
        assertEquals("Hello", told.getLast());
        assertFalse(fence.holds());
    }

    @Test
    void blanksWithoutEndAreNotHeldWithoutEnd() throws IOException {
        for (String beginning : List.of("", "```json\n{}")) {
            StringBuilder told = new StringBuilder();
            OuterFence fence = new OuterFence(text -> told.append(text.decoded()));
            fence.add(JsonText.of(beginning));
            for (int i = 0; i < 2 * OuterFence.HELD_BYTES_MAX; i++) {
                fence.add(JsonText.of(" "));
            }
            assertTrue(told.length() > OuterFence.HELD_BYTES_MAX / 2, beginning);
        }
    }

    @Test
    void whatWaitsIsLetGoAsItStandsWhenTheStreamBreaks() throws IOException {
        for (String text : List.of("```js", "```json\n{}\n``")) {
            StringBuilder told = new StringBuilder();
            OuterFence fence = new OuterFence(piece -> told.append(piece.decoded()));
            fence.add(JsonText.of(text));
            fence.release();
            assertEquals(text.replace("```json\n", ""), told.toString());
        }
    }

    @Test
    void escapesOfAnySpellingAreRead() throws IOException {
        String raw = "\\u0060``json\\u000a{}\\u000A``\\u0060\\u0020";
        assertEquals("{}", untouched(List.of(raw(raw))));
        assertEquals("\ud83d", untouched(List.of(raw("```\\n\\ud83d"), raw("\\n```"))));
        assertEquals("\\", untouched(List.of(raw("```\\n\\\\"), raw("\\n```"))));
    }

    private static void assertEverywhere(String expected, String text) throws IOException {
        List<String> characters =
                text.codePoints().mapToObj(Character::toString).toList();
        assertEquals(expected, run(characters), "character by character");
        for (int cut = 0; cut <= characters.size(); cut++) {
            List<String> pieces = List.of(
                    String.join("", characters.subList(0, cut)),
                    String.join("", characters.subList(cut, characters.size())));
            assertEquals(expected, run(pieces), text + " cut at " + cut);
        }
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < characters.size(); ) {
                int to = Math.min(characters.size(), at + 1 + random.nextInt(6));
                pieces.add(String.join("", characters.subList(at, to)));
                at = to;
            }
            assertEquals(expected, run(pieces), pieces::toString);
        }
    }

    private static String run(List<String> pieces) throws IOException {
        return untouched(pieces.stream().map(JsonText::of).toList());
    }

    private static String untouched(List<JsonText> pieces) throws IOException {
        StringBuilder told = new StringBuilder();
        OuterFence fence = new OuterFence(text -> told.append(text.decoded()));
        for (JsonText piece : pieces) {
            fence.add(piece);
        }
        fence.end();
        return told.toString();
    }

    private static JsonText raw(String raw) {
        byte[] bytes = raw.getBytes(UTF_8);
        return new JsonText(bytes, 0, bytes.length);
    }
}
