package poegateway.dialect.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static poegateway.dialect.bot.BotWire.DONE;
import static poegateway.dialect.bot.BotWire.META;
import static poegateway.dialect.bot.BotWire.event;
import static poegateway.dialect.bot.BotWire.file;
import static poegateway.dialect.bot.BotWire.replacement;
import static poegateway.dialect.bot.BotWire.steps;
import static poegateway.dialect.bot.BotWire.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of a bot, and the words that show them. */
class BotFilesTest {
    private static final String SHOWN = "![cat](https://p.net/a.png)";

    @Test
    void aReferenceBecomesTheAddressOfItsFileWhicheverComesFirst() throws IOException {
        String answer = "Here: ![cat][abcd1234]. Bye";
        List<String> textFirst = List.of(
                "words Here: " + SHOWN, "shown IMAGE https://p.net/a.png in words", "words . Bye", "finished STOP");
        for (int cut = 0; cut <= answer.length(); cut++) {
            String one = text(answer.substring(0, cut));
            String other = text(answer.substring(cut));
            assertEquals(textFirst, steps(META, file("\"abcd1234\""), one, other, DONE), "cut at " + cut);
            assertEquals(textFirst, steps(META, one, other, file("\"abcd1234\""), DONE), "cut at " + cut);
        }
        assertEquals(
                List.of(
                                "words Wait",
                                "replaced ![cat](https://p.net/a.png)",
                                "shown IMAGE https://p.net/a.png in words",
                                "finished STOP")
                        .stream()
                        .sorted()
                        .toList(),
                steps(META, text("Wait"), file("\"abcd1234\""), replacement("![cat][abcd1234]"), DONE).stream()
                        .sorted()
                        .toList());
    }

    @Test
    void aReferenceWithoutAFileStaysAsItIs() throws IOException {
        assertEquals(
                List.of("words ![cat][abcd1234] and ![dog][efgh5678] [x][y]", "finished STOP"),
                steps(META, text("![cat][abcd12"), text("34] and ![dog][efgh5678] [x][y]"), DONE));
        assertEquals(List.of("words ![cat][abcd12", "finished STOP"), steps(META, text("![cat][abcd12"), DONE));
        assertEquals(
                List.of("words ![a][1] ![b][[ ![c]( !![d] ![e\n][abcd1234]", "finished STOP"),
                steps(META, text("![a][1] ![b][[ ![c]( !![d] ![e\\n][abcd1234]"), DONE));
    }

    @Test
    void wordsThatCannotBeAReferenceOfPoesDoNotWait() throws IOException {
        List<String> steps = steps(META, text("![logo][1] and on"), event("error", "{\"allow_retry\":false}"));
        assertEquals(List.of("words ![logo][1] and on", "failed 502 upstream_error"), steps);
    }

    @Test
    void wordsWaitForAFileWithinALimit() throws IOException {
        String much = "x".repeat(17_000);
        assertEquals(
                List.of("words ![cat][abcd1234]" + much, "shown IMAGE https://p.net/a.png", "finished STOP"),
                steps(META, text("![cat][abcd1234]"), text(much), file("\"abcd1234\""), DONE));
    }

    @Test
    void severalFilesComeInAnyOrder() throws IOException {
        String other =
                "{\"url\":\"https://p.net/b.mp4\",\"content_type\":\"video/mp4\",\"name\":\"b\",\"inline_ref\":\"bbbb2222\"}";
        List<String> steps = steps(
                META,
                text("![a][abcd1234]"),
                text("![b][bbbb2222]!"),
                event("file", other),
                file("\"abcd1234\""),
                DONE);
        assertEquals(
                "![a](https://p.net/a.png)![b](https://p.net/b.mp4)!",
                String.join(
                        "",
                        steps.stream()
                                .filter(step -> step.startsWith("words"))
                                .map(step -> step.substring(6))
                                .toList()));
        assertEquals(
                List.of("shown IMAGE https://p.net/a.png in words", "shown VIDEO https://p.net/b.mp4 in words"),
                steps.stream().filter(step -> step.startsWith("shown")).toList());
    }

    @Test
    void aFileThatNoWordsNameIsShownByItself() throws IOException {
        assertEquals(
                List.of("words Hello", "shown IMAGE https://p.net/a.png", "finished STOP"),
                steps(META, text("Hello"), file("null"), DONE));
        assertEquals(
                List.of("words Hello", "shown IMAGE https://p.net/a.png", "finished STOP"),
                steps(META, file("\"abcd1234\""), text("Hello"), DONE));
        assertEquals(
                List.of("shown DOCUMENT https://p.net/a", "finished STOP"),
                steps(event("file", "{\"url\":\"https://p.net/a\"}"), DONE));
    }

    @Test
    void filesWaitForWordsWithinALimit() throws IOException {
        String large = "{\"url\":\"https://p.net/" + "x".repeat(200_000)
                + "\",\"content_type\":\"image/png\",\"name\":\"a\",\"inline_ref\":\"%s\"}";
        List<String> steps = steps(
                META,
                event("file", large.formatted("aaaa1111")),
                event("file", large.formatted("bbbb2222")),
                text("![a][aaaa1111]"),
                DONE);
        assertEquals(
                List.of("", " in words"),
                steps.stream()
                        .filter(step -> step.startsWith("shown"))
                        .map(step -> step.replaceAll("shown IMAGE https://p.net/x+", ""))
                        .toList());
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            many.add(file("\"ref" + i + "\""));
        }
        many.add(text("Hello"));
        many.add(DONE);
        assertEquals(
                "shown IMAGE https://p.net/a.png",
                steps(many.toArray(String[]::new)).getFirst());
    }
}
