package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextTemplateTest {
    private static final String FORM = "{\"a\":1,\"text\":\"TEXT\",\"b\":null}";

    private final TextTemplate template = new TextTemplate();

    @Test
    void beforeAFormIsLearntNothingHasIt() {
        assertNull(find(FORM));
    }

    @Test
    void whatDiffersInTheStringAloneHasTheForm() {
        learn();
        for (String text : new String[] {"", "word", "grüße 👋🏽", "a\\\"b", "a\\\\", "\\u00e9\\n"}) {
            assertEquals(text, find(FORM.replace("TEXT", text)));
        }
    }

    @Test
    void anythingElseHasNot() {
        learn();
        for (String other : new String[] {
            FORM.replace("1", "2"),
            FORM.replace("null", "true"),
            FORM.replace("TEXT", "x\",\"c\":\"y"),
            FORM.replace("TEXT", "x\\"),
            FORM.replace("\"TEXT\"", "null"),
            FORM.substring(0, FORM.length() - 1),
            "",
        }) {
            assertNull(find(other), other);
        }
    }

    @Test
    void theLastFormCounts() {
        learn();
        String next = FORM.replace("1", "2");
        learn(next);
        assertNull(find(FORM));
        assertEquals("TEXT", find(next));
    }

    @Test
    void aPartOfAnArrayHasIt() {
        learn();
        byte[] bytes = ("xx" + FORM + "yy").getBytes(UTF_8);
        assertEquals(new JsonText("TEXT".getBytes(UTF_8), 0, 4), template.find(bytes, 2, bytes.length - 2));
    }

    private void learn() {
        learn(FORM);
    }

    private void learn(String form) {
        byte[] bytes = form.getBytes(UTF_8);
        int text = form.indexOf("TEXT");
        template.learn(bytes, 0, bytes.length, new JsonText(bytes, text, text + "TEXT".length()));
    }

    private @Nullable String find(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        JsonText text = template.find(bytes, 0, bytes.length);
        return text == null ? null : new String(text.source(), text.from(), text.length(), UTF_8);
    }

    @Test
    void nothingIsLearntOfATextThatLiesElsewhere() {
        byte[] message = "x{\"a\":\"b\"}".getBytes(UTF_8);
        TextTemplate template = new TextTemplate();
        template.learn(message, 1, message.length, JsonText.EMPTY);
        template.learn(message, 1, message.length, JsonText.of("0123456789"));
        assertNull(template.find(message, 1, message.length));
    }
}
