package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
    static List<Path> errorsWithoutAllKeys() {
        return Samples.in("errors").stream()
                .filter(file -> !file.endsWith("400-tools-unsupported.json"))
                .toList();
    }

    @Test
    void anErrorHasItsFourKeys() {
        assertEquals(
                List.of(),
                Schemas.ERROR.faults("{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}"));
    }

    @ParameterizedTest
    @MethodSource("errorsWithoutAllKeys")
    void theErrorsOfPoeAreNotOnesOfOpenAis(Path sample) {
        assertFalse(
                Schemas.ERROR.faults(new String(Samples.read(sample), UTF_8)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":400}}",
                "{\"error\":\"text\"}",
                "{\"detail\":\"text\"}"
            })
    void whatClientsStumbleOverIsNoError(String json) {
        assertFalse(Schemas.ERROR.faults(json).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":null",
                "\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"a\"},\"finish_reason\":null}]",
                "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\"}]",
                "\"choices\":[{\"index\":0,\"delta\":{}}]",
                "\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"id\":\"a\"}]},\"finish_reason\":null}]"
            })
    void aChunkThatCrashesAClientIsNotValid(String member) {
        String rest = member.contains("choices") ? "" : ",\"choices\":[]";
        String chunk = "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\"" + rest;
        assertFalse(Schemas.CHUNK.faults(chunk + "," + member + "}").isEmpty());
        String right = chunk + (rest.isEmpty() ? ",\"choices\":[]" : "") + "}";
        assertEquals(List.of(), Schemas.CHUNK.faults(right));
    }
}
