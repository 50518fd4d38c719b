package poegateway.dialect.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static poegateway.dialect.chat.StreamRun.chunk;
import static poegateway.dialect.chat.StreamRun.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.FailureException;
import poegateway.dialect.ReplyAssembler;

/** No member of an answer is lost on the way from one form to the other. */
class ReframedMembersTest {
    private static final int LIMIT_BYTES = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @ValueSource(strings = {"stop", "length", "content_filter"})
    void theFinishIsTheSame(String finish) throws IOException {
        assertEquals(
                finish,
                joined(chunk("{\"content\":\"a\"}", '"' + finish + '"'))
                        .path("finish_reason")
                        .asText());
        List<JsonNode> events =
                events("{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"" + finish + "\"}]}");
        assertEquals(2, events.size());
        assertEquals(MAPPER.nullNode(), events.get(0).at("/choices/0/finish_reason"));
        assertEquals(finish, events.get(1).at("/choices/0/finish_reason").asText());
        assertEquals(MAPPER.createObjectNode(), events.get(1).at("/choices/0/delta"));
    }

    @Test
    void withoutAFinishAnEndMarkIsOne() throws IOException {
        assertEquals(
                "stop",
                joined(chunk("{\"content\":\"a\"}", "null"))
                        .path("finish_reason")
                        .asText());
    }

    @Test
    void logprobsGoOnFromChunkToChunk() throws IOException {
        String with = ",\"logprobs\":{\"content\":[{\"token\":\"%s\"}],\"refusal\":null}}]";
        String stream = chunk("{\"content\":\"a\"}", "null").replace("}]", with.replace("%s", "a"))
                + chunk("{\"content\":\"b\"}", "null").replace("}]", with.replace("%s", "b"))
                + chunk("{}", "\"stop\"").replace("}]", ",\"logprobs\":null}]");
        assertEquals(
                MAPPER.readTree("{\"content\":[{\"token\":\"a\"},{\"token\":\"b\"}],\"refusal\":null}"),
                joined(stream).path("logprobs"));
        assertEquals(
                MAPPER.nullNode(),
                joined(chunk("{\"content\":\"a\"}", "\"stop\"")).path("logprobs"));
        String late = ",\"logprobs\":{\"refusal\":[1]}}]";
        assertEquals(
                MAPPER.readTree("{\"content\":[{\"token\":\"a\"}],\"refusal\":[1]}"),
                joined(chunk("{\"content\":\"a\"}", "null").replace("}]", with.replace("%s", "a"))
                                + chunk("{\"content\":\"b\"}", "null").replace("}]", late))
                        .path("logprobs"));
        String logprobs = "{\"content\":[{\"token\":\"a\"}]}";
        List<JsonNode> events =
                events("{\"choices\":[{\"message\":{\"content\":\"a\"},\"logprobs\":" + logprobs + "}]}");
        assertEquals(
                List.of(MAPPER.readTree(logprobs)),
                events.stream()
                        .map(event -> event.at("/choices/0/logprobs"))
                        .filter(JsonNode::isObject)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"content\":\"a\"}|{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null}",
                "{\"refusal\":\"no\"}|{\"role\":\"assistant\",\"content\":null,\"refusal\":\"no\"}",
                "{\"content\":\"a\",\"reasoning\":\"hm\"}"
                        + "|{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"reasoning_content\":\"hm\"}",
                "{\"content\":\"a\",\"annotations\":[1],\"x\":{\"y\":1}}"
                        + "|{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"annotations\":[1],\"x\":{\"y\":1}}",
                "{\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}"
                        + "|{\"role\":\"assistant\",\"content\":null,\"refusal\":null,"
                        + "\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}",
                "{\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\"},\"x\":1}]}"
                        + "|{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{\"id\":\"c\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"x\":1}]}",
                "{\"content\":\"a\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"i\"}}]}"
                        + "|{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,\"tool_calls\":[{\"id\":\"c\","
                        + "\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"i\"}}]}",
                "{\"content\":\"a\",\"tool_calls\":[]}|{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null}",
            })
    void aMessageIsTheSameThereAndBack(String message, String back) throws IOException {
        byte[] stream = Samples.frames(("{\"choices\":[{\"message\":" + message + "}]}").getBytes(UTF_8), true);
        assertEquals(MAPPER.readTree(back), joined(new String(stream, UTF_8)).path("message"));
    }

    @Test
    void theHeadIsTheSameOnEveryChunk() throws IOException {
        String head =
                "\"id\":\"c\",\"created\":5,\"model\":\"m\",\"system_fingerprint\":\"fp\",\"service_tier\":\"flex\"";
        List<JsonNode> events = events("{" + head + ",\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":"
                + "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}");
        assertEquals(3, events.size());
        for (JsonNode event : events) {
            for (String name : List.of("id", "created", "model", "system_fingerprint", "service_tier")) {
                assertEquals(MAPPER.readTree("{" + head + "}").get(name), event.get(name));
            }
            assertEquals("chat.completion.chunk", event.path("object").asText());
        }
        assertEquals(MAPPER.createArrayNode(), events.get(2).get("choices"));
        assertEquals(3, events.get(2).at("/usage/total_tokens").asInt());
    }

    @Test
    void callsKeepTheirOrderAndGetTheirIndex() throws IOException {
        String call = "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}";
        List<JsonNode> events = events("{\"choices\":[{\"message\":{\"tool_calls\":[" + call.replace("%s", "b") + ","
                + call.replace("%s", "a") + "]}}]}");
        List<String> ids = new ArrayList<>();
        for (JsonNode event : events) {
            for (JsonNode piece : event.at("/choices/0/delta/tool_calls")) {
                if (piece.has("id")) {
                    assertEquals(ids.size(), piece.path("index").asInt());
                    ids.add(piece.path("id").asText());
                }
            }
        }
        assertEquals(List.of("b", "a"), ids);
        assertEquals(
                "tool_calls", events.getLast().at("/choices/0/finish_reason").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"function_call\":{\"name\":\"f\",\"arguments\":\"{}\"}}|function_call",
                "{\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"i\"}}]}|tool_calls",
            })
    void aCallKeepsItsFormInAStream(String message, String finish) throws IOException {
        String stream = new String(
                Samples.frames(("{\"choices\":[{\"message\":" + message + "}]}").getBytes(UTF_8), true), UTF_8);
        String name = message.substring(2, message.indexOf('"', 2));
        assertEquals(
                MAPPER.readTree(message).path(name),
                joined(stream).path("message").path(name));
        assertEquals(finish, joined(stream).path("finish_reason").asText());
    }

    @Test
    void piecesOfAnOlderCallAreJoined() throws IOException {
        JsonNode choice = joined(chunk("{\"function_call\":{\"name\":\"f\",\"arguments\":\"{\"}}", "null")
                + chunk("{\"function_call\":{\"arguments\":\"}\"}}", "\"stop\""));
        assertEquals(MAPPER.readTree("{\"name\":\"f\",\"arguments\":\"{}\"}"), choice.at("/message/function_call"));
        assertEquals("function_call", choice.path("finish_reason").asText());
        assertEquals(MAPPER.nullNode(), choice.at("/message/content"));
    }

    @Test
    void unknownMembersOfDeltasKeepTheLastValueAndListsGoOn() throws IOException {
        JsonNode message = joined(chunk("{\"content\":\"a\",\"x\":1,\"notes\":[1]}", "null")
                        + chunk("{\"x\":null,\"notes\":[2]}", "null")
                        + chunk("{\"x\":2,\"refusal\":\"n\"}", "null")
                        + chunk("{\"refusal\":\"o\"}", "\"stop\""))
                .path("message");
        assertEquals(2, message.path("x").asInt());
        assertEquals(MAPPER.readTree("[1,2]"), message.path("notes"));
        assertEquals("no", message.path("refusal").asText());
    }

    @Test
    void aReplyMayBeAsLargeAsItsLimit() {
        String stream = chunk("{\"content\":\"a\"}", "\"stop\"") + DONE;
        byte[] bytes = stream.getBytes(UTF_8);
        ReplyAssembler exact = Samples.assembler(LIMIT_BYTES, bytes.length);
        exact.feed(bytes, 0, bytes.length);
        assertEquals('{', exact.end(true).body()[0]);
        ReplyAssembler short1 = Samples.assembler(LIMIT_BYTES, bytes.length - 1);
        assertThrows(FailureException.class, () -> short1.feed(bytes, 0, bytes.length));
    }

    @Test
    void anEventAsLongAsItsLimitMayGrowByItsEdits() throws IOException {
        String bare = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(500)
                + "\"},\"finish_reason\":\"stop\"}]}";
        ReplyAssembler whole = Samples.assembler(bare.length(), 100_000);
        byte[] bytes = event(bare).getBytes(UTF_8);
        whole.feed(bytes, 0, bytes.length);
        assertEquals(
                500,
                MAPPER.readTree(whole.end(true).body())
                        .at("/choices/0/message/content")
                        .asText()
                        .length());
    }

    private static List<JsonNode> events(String whole) throws IOException {
        String stream = new String(Samples.frames(whole.getBytes(UTF_8), true), UTF_8);
        assertEquals(DONE, stream.substring(stream.length() - DONE.length()));
        List<JsonNode> events = new ArrayList<>();
        for (String frame : stream.substring(0, stream.length() - DONE.length()).split("\n\n")) {
            assertEquals(List.of(), Schemas.CHUNK.faults(frame.substring(6)));
            events.add(MAPPER.readTree(frame.substring(6)));
        }
        return events;
    }

    private static JsonNode joined(String stream) throws IOException {
        String ended = stream.endsWith(DONE) ? stream : stream + DONE;
        byte[] bytes = ended.getBytes(UTF_8);
        ReplyAssembler whole = Samples.assembler(LIMIT_BYTES, LIMIT_BYTES);
        whole.feed(bytes, 0, bytes.length);
        JsonNode reply = MAPPER.readTree(whole.end(true).body());
        boolean standard = !stream.contains("\"custom\""); // which the schema of what Poe is known to send leaves out
        assertEquals(List.of(), standard ? Schemas.COMPLETION.faults(reply.toString()) : List.of());
        return reply.path("choices").get(0);
    }
}
