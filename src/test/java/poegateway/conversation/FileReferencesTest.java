package poegateway.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.conversation.FileReferences.FileBytes;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Files by their ids, in requests of a dialect that the test makes up. */
@Execution(ExecutionMode.CONCURRENT)
class FileReferencesTest {
    private static final FileReferences REFERENCES = new FileReferences("turns", new FileReferences.Form() {
        @Override
        public @Nullable JsonText id(Map<String, JsonSlice> part) {
            return FileReferences.text(part, "file_id");
        }

        @Override
        public void write(Map<String, JsonSlice> part, FileBytes file, JsonWriter json) {
            json.name("data").value(file.dataUrl());
            FileReferences.writeOthers(part, List.of("file_id"), json);
        }
    });

    private final List<String> places = new ArrayList<>();

    @Test
    void partsAreReplacedWhereverPartsStand() {
        assertEquals(
                "{\"turns\":[{\"content\":[1,{\"data\":\"data:t;base64,YQ==\",\"x\":[2]}]},{\"output\":[{\"content\":["
                        + "{\"data\":\"data:t;base64,Yg==\"}]}]}],\"content\":[{\"file_id\":\"c\"}]}",
                inlined("{\"turns\":[{\"content\":[1,{\"file_id\":\"a\",\"x\":[2]}]},{\"output\":[{\"content\":["
                        + "{\"file_id\":\"b\"}]}]}],\"content\":[{\"file_id\":\"c\"}]}"));
        assertEquals(List.of("turns[0].content[1]", "turns[1].output[0].content[0]"), places);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"turns\"",
                "{\"turns\":[{\"content\":[{\"file_id\":\"a\"}]}]} x",
                "{\"turns\":{\"content\":[{\"file_id\":\"a\"}]}}",
                "{\"turns\":[{\"content\":\"file_id\"},null,[[{\"file_id\":\"a\"}]]]}",
                "{\"turns\":[{\"content\":[{\"file_id\":7}]}]}"
            })
    void whatIsNoReferenceStaysAsItIs(String body) {
        assertEquals(body, inlined(body));
    }

    @Test
    void aBodyThatNamesNoFileIsKnownAtOneLook() {
        Random random = new Random(5);
        for (int length = 0; length < 300; length++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append("\"file_d".charAt(random.nextInt(7)));
            }
            boolean holds = text.toString().contains("\"file_id\"");
            assertEquals(holds, mayBeIn(text.toString()), text::toString);
            int at = random.nextInt(length + 1);
            assertTrue(mayBeIn(text.substring(0, at) + "\"file_id\"" + text.substring(at)), text::toString);
        }
        assertFalse(mayBeIn("\"file_id"));
        assertFalse(mayBeIn("ÿé".repeat(20)));
    }

    private static boolean mayBeIn(String text) {
        return FileReferences.mayBeIn(text.getBytes(StandardCharsets.UTF_8));
    }

    private String inlined(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new String(
                REFERENCES
                        .inlined(bytes, (id, place) -> {
                            places.add(place);
                            return new FileBytes("f", "t", id.getBytes(StandardCharsets.UTF_8));
                        })
                        .apply(bytes),
                StandardCharsets.UTF_8);
    }
}
