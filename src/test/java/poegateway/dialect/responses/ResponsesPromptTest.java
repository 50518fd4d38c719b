package poegateway.dialect.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.dialect.responses.ResponsesWire.CHAT;
import static poegateway.dialect.responses.ResponsesWire.RESPONSES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Codec;
import poegateway.dialect.Target;
import poegateway.dialect.WrittenRequest;

/** Requests for responses as chats, and the other way round. */
class ResponsesPromptTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Codec CODEC = RESPONSES.codec().orElseThrow();
    private static final Codec CHAT_CODEC = CHAT.codec().orElseThrow();
    private static final String USER = "{\"role\":\"user\",\"content\":\"a\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"input\":\"a\" | [{\"role\":\"user\",\"content\":\"a\"}]",
                "\"instructions\":\"b\",\"input\":\"a\" | [{\"role\":\"system\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"a\"}]",
                "\"input\":[{\"type\":\"message\",\"role\":\"developer\",\"content\":\"b\"}] | [{\"role\":\"system\",\"content\":\"b\"}]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AA\",\"detail\":null}]}]"
                        + " | [{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]}]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"filename\":\"f.pdf\",\"file_data\":\"data:application/pdf;base64,AA\"}]}]"
                        + " | [{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_data\":\"data:application/pdf;base64,AA\",\"filename\":\"f.pdf\"}}]}]",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA\",\"format\":\"wav\"}}]}]"
                        + " | [{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA\",\"format\":\"wav\"}}]}]",
                "\"input\":[{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"b\",\"annotations\":[],\"logprobs\":[]}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c2\",\"name\":\"g\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"1\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":[{\"type\":\"input_text\",\"text\":\"2\"}]}]"
                        + " | [{\"role\":\"assistant\",\"reasoning_content\":\"Hm\",\"content\":\"b\",\"tool_calls\":["
                        + "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},"
                        + "{\"id\":\"c2\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"1\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"2\"}]",
                "\"input\":[{\"type\":\"custom_tool_call\",\"call_id\":\"c\",\"name\":\"patch\",\"input\":\"say \\\"x\\\"\\n\"},"
                        + "{\"type\":\"custom_tool_call_output\",\"call_id\":\"c\",\"output\":\"ok\"}]"
                        + " | [{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"patch\","
                        + "\"arguments\":\"{\\\"input\\\":\\\"say \\\\\\\"x\\\\\\\"\\\\n\\\"}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"ok\"}]",
            })
    void itemsAreTheMessagesOfAChat(String members, String messages) throws IOException {
        assertEquals(
                MAPPER.readTree(messages),
                chat("{\"model\":\"m\"," + members + "}").path("messages"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"max_output_tokens\":50 | \"max_tokens\":50",
                "\"max_output_tokens\":5e1 | \"max_tokens\":50",
                "\"temperature\":0.5,\"top_p\":0.9 | \"temperature\":0.5,\"top_p\":0.9",
                "\"reasoning\":{\"effort\":\"high\",\"summary\":null} | \"reasoning_effort\":\"high\"",
                "\"text\":{\"format\":{\"type\":\"json_object\"}} | \"response_format\":{\"type\":\"json_object\"}",
                "\"text\":{\"format\":{\"type\":\"text\"},\"verbosity\":\"low\"} | \"verbosity\":\"low\"",
                "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{\"type\":\"object\"},\"strict\":true}}"
                        + " | \"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\"},\"strict\":true}}",
                "\"web_search\":true | \"web_search\":true",
                "\"store\":true,\"truncation\":\"disabled\",\"service_tier\":\"auto\",\"background\":false,\"tool_choice\":\"auto\",\"parallel_tool_calls\":true | -",
            })
    void whatIsWantedOfTheAnswerIsSaid(String members, String expected) throws IOException {
        WrittenRequest written = toChat("{\"model\":\"m\",\"input\":\"a\"," + members + "}", Optional.empty());
        String all =
                "{\"model\":\"m\",\"messages\":[" + USER + "]" + (expected.equals("-") ? "" : "," + expected) + "}";
        assertEquals(MAPPER.readTree(all), MAPPER.readTree(written.body().toByteArray()));
        assertEquals(List.of(), written.dropped());
    }

    @Test
    void toolsAreFunctionsWhateverTheyAre() throws IOException {
        String tools =
                "[{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":null},"
                        + "{\"type\":\"custom\",\"name\":\"patch\",\"description\":\"p\",\"format\":{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: X\"}},"
                        + "{\"type\":\"namespace\",\"name\":\"mcp__x\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]},"
                        + "{\"type\":\"web_search\"},{\"type\":\"local_shell\"}]";
        WrittenRequest written = toChat("{\"model\":\"m\",\"input\":\"a\",\"tools\":" + tools + "}", Optional.empty());
        JsonNode body = MAPPER.readTree(written.body().toByteArray());
        assertEquals(List.of("f", "patch", "mcp__x__g"), body.path("tools").findValuesAsText("name"));
        String described = body.at("/tools/1/function/description").asText();
        assertTrue(described.startsWith("p\n\n") && described.endsWith("(lark):\nstart: X"), described);
        assertEquals(
                "string",
                body.at("/tools/1/function/parameters/properties/input/type").asText());
        assertEquals(List.of("tools.web_search", "tools.local_shell"), written.dropped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"auto\" | \"auto\" | f,g",
                "\"required\" | \"required\" | f,g",
                "{\"type\":\"function\",\"name\":\"g\"} | {\"type\":\"function\",\"function\":{\"name\":\"g\"}} | f,g",
                "{\"type\":\"custom\",\"name\":\"g\"} | {\"type\":\"function\",\"function\":{\"name\":\"g\"}} | f,g",
                "{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"g\"}]} | \"required\" | g",
            })
    void theChoiceOfAToolIsSaid(String choice, String expected, String names) throws IOException {
        JsonNode body = chat("{\"model\":\"m\",\"input\":\"a\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
                + "{\"type\":\"custom\",\"name\":\"g\"}],\"tool_choice\":" + choice + "}");
        assertEquals(MAPPER.readTree(expected), body.path("tool_choice"));
        assertEquals(
                List.of(names.split(",")),
                body.path("tools").findValuesAsText("name").stream().distinct().toList());
    }

    @Test
    void hintsAreNamedWhereTheyAreLost() throws IOException {
        String body = "{\"model\":\"m\",\"input\":[{\"type\":\"web_search_call\",\"id\":\"w\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\",\"phase\":\"final_answer\"},"
                + "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"x\"},"
                + USER
                + "],\"metadata\":{},\"include\":[\"x\"],\"reasoning\":{\"effort\":\"max\",\"summary\":\"auto\"},\"user\":\"u\",\"new_option\":1}";
        WrittenRequest written = toChat(body, Optional.of(Set.of()));
        assertEquals(
                Set.of(
                        "messages.web_search_call",
                        "messages.phase",
                        "messages.reasoning_content.signature",
                        "reasoning.effort",
                        "reasoning.summary",
                        "include"),
                Set.copyOf(written.dropped().stream()
                        .filter(name -> !name.equals("new_option"))
                        .toList()));
        assertTrue(written.dropped().contains("new_option"), written.dropped().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"input\":[{\"type\":\"computer_call\"}] | unsupported_parameter",
                "\"input\":[{\"type\":\"compaction\",\"encrypted_content\":\"x\"}] | unsupported_parameter",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_hologram\"}]}] | unsupported_parameter",
                "\"input\":\"a\",\"prompt\":{\"id\":\"p\"} | unsupported_parameter",
                "\"input\":\"a\",\"background\":true | unsupported_parameter",
                "\"input\":\"a\",\"tool_choice\":{\"type\":\"web_search_preview\"} | unsupported_parameter",
                "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}] | invalid_value",
                "\"input\":[{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\"}] | invalid_value",
                "\"input\":[{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"\"}] | missing_required_parameter",
                "\"input\":[{\"role\":\"king\",\"content\":\"a\"}] | invalid_value",
                "\"input\":\"a\",\"tools\":[{\"type\":\"function\"}] | missing_required_parameter",
                "\"input\":\"a\",\"tools\":{} | invalid_value",
                "\"input\":\"a\",\"tools\":[1] | invalid_value",
                "\"input\":\"a\",\"tools\":[{\"type\":\"namespace\",\"name\":\"n\",\"tools\":[1]}] | invalid_value",
                "\"input\":\"a\",\"tool_choice\":\"some\" | invalid_value",
                "\"input\":\"a\",\"max_output_tokens\":0 | invalid_value",
                "\"input\":\"a\",\"max_output_tokens\":1.5 | invalid_value",
                "\"input\":\"a\",\"text\":{\"format\":{\"type\":\"xml\"}} | invalid_value",
                "\"input\":\"a\",\"text\":{\"format\":{\"type\":\"json_schema\"}} | missing_required_parameter",
            })
    void whatCannotBeSaidIsRefused(String members, String code) {
        FailureException refused =
                assertThrows(FailureException.class, () -> chat("{\"model\":\"m\"," + members + "}"));
        assertEquals(code, refused.failure().code());
        assertEquals(400, refused.failure().status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}] | \"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"a\"}]",
                "\"messages\":[{\"role\":\"developer\",\"content\":\"b\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://e.com/a\",\"detail\":\"low\"}}]}]"
                        + " | \"input\":[{\"type\":\"message\",\"role\":\"system\",\"content\":\"b\"},{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},"
                        + "{\"type\":\"input_image\",\"image_url\":\"https://e.com/a\",\"detail\":\"low\"}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":\"b\",\"tool_calls\":[{\"id\":\"f:0\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"f:0\",\"content\":\"1\"}]"
                        + " | \"input\":[{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"b\"},{\"type\":\"function_call\",\"call_id\":\"idx_f_3A0\",\"name\":\"f\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"idx_f_3A0\",\"output\":\"1\"}]",
                "\"messages\":[],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":true}}],"
                        + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},\"parallel_tool_calls\":false"
                        + " | \"input\":[],\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":true}],"
                        + "\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"},\"parallel_tool_calls\":false",
                "\"messages\":[],\"reasoning_effort\":\"low\",\"verbosity\":\"high\",\"max_completion_tokens\":100,\"user\":\"u\",\"metadata\":{\"a\":\"b\"}"
                        + " | \"input\":[],\"reasoning\":{\"effort\":\"low\"},\"text\":{\"verbosity\":\"high\"},\"max_output_tokens\":100,\"user\":\"u\",\"metadata\":{\"a\":\"b\"},\"include\":[\"reasoning.encrypted_content\"]",
                "\"messages\":[],\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{}}}"
                        + " | \"input\":[],\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{}}}",
            })
    void aChatIsARequestForAResponse(String chat, String expected) throws IOException {
        Prompt prompt = CHAT_CODEC.readRequest(("{\"model\":\"m\"," + chat + "}").getBytes(UTF_8), "");
        WrittenRequest written = CODEC.writeRequest(prompt, new Target("m", false, Optional.empty(), Dialect.CHAT));
        assertEquals(
                MAPPER.readTree("{\"model\":\"m\",\"store\":false," + expected + "}"),
                MAPPER.readTree(written.body().toByteArray()));
        assertEquals(List.of(), written.dropped());
    }

    @Test
    void boundsThatCannotBeSaidAreKeptByTheGateway() throws IOException {
        Prompt prompt = CHAT_CODEC.readRequest(
                "{\"model\":\"m\",\"messages\":[],\"max_tokens\":3,\"stop\":[\"x\"]}".getBytes(UTF_8), "");
        WrittenRequest written = CODEC.writeRequest(prompt, new Target("m", false, Optional.empty(), Dialect.CHAT));
        assertEquals(3, written.bounds().maxTokens().orElseThrow());
        assertEquals(1, written.bounds().stop().size());
        assertEquals(
                16,
                MAPPER.readTree(written.body().toByteArray())
                        .path("max_output_tokens")
                        .asInt());
    }

    @Test
    void thoughtsReturnOnlyToWhoeverSignedThem() throws IOException {
        for (String signed : List.of("\"gAAA\"", "\"poe-gateway:messages:c2ln\"")) {
            String item =
                    "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}],\"encrypted_content\":"
                            + signed + "}";
            Prompt prompt =
                    CODEC.readRequest(("{\"model\":\"m\",\"input\":[" + item + "," + USER + "]}").getBytes(UTF_8), "");
            WrittenRequest written =
                    CODEC.writeRequest(prompt, new Target("m", false, Optional.empty(), Dialect.RESPONSES));
            boolean isOwn = signed.contains("gAAA");
            assertEquals(isOwn, new String(written.body().toByteArray(), UTF_8).contains("gAAA"));
            assertEquals(isOwn ? List.of() : List.of("messages.reasoning_content"), written.dropped());
        }
    }

    @Test
    void aRequestByWayOfMeaningIsTheSame() throws IOException {
        String same =
                "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"},\"strict\":false}],"
                        + "\"input\":[{\"type\":\"message\",\"role\":\"system\",\"content\":\"s\"},{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"\\ud83d a\"},"
                        + "{\"type\":\"input_image\",\"image_url\":\"https://e.com/a\",\"detail\":\"low\"},{\"type\":\"input_file\",\"file_id\":\"file_1\"}]},"
                        + "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"b\"},{\"type\":\"refusal\",\"refusal\":\"no\"}]},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"},{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}],"
                        + "\"tool_choice\":\"required\",\"parallel_tool_calls\":true,\"max_output_tokens\":20,\"temperature\":1.0,\"top_p\":0.5,"
                        + "\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"},\"text\":{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"low\"},"
                        + "\"store\":false,\"stream\":true,\"option\":{\"a\":[1]},\"metadata\":{\"k\":\"v\"},\"include\":[\"x\"]}";
        Prompt prompt = CODEC.readRequest(same.getBytes(UTF_8), "");
        WrittenRequest written =
                CODEC.writeRequest(prompt, new Target("m", true, Optional.of(Set.of()), Dialect.RESPONSES));
        assertEquals(MAPPER.readTree(same), MAPPER.readTree(written.body().toByteArray()));
        assertEquals(List.of(), written.dropped());
    }

    @Test
    void aChatByWayOfResponsesIsTheSamePrompt() throws IOException {
        String chat =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"a\"},"
                        + "{\"role\":\"assistant\",\"content\":\"b\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"1\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],"
                        + "\"temperature\":0.1}";
        Prompt first = CHAT_CODEC.readRequest(chat.getBytes(UTF_8), "");
        byte[] between = CODEC.writeRequest(first, new Target("m", false, Optional.empty(), Dialect.CHAT))
                .body()
                .toByteArray();
        Prompt second = CODEC.readRequest(between, "");
        byte[] back = CHAT_CODEC
                .writeRequest(second, new Target("m", false, Optional.empty(), Dialect.RESPONSES))
                .body()
                .toByteArray();
        assertEquals(MAPPER.readTree(chat), MAPPER.readTree(back));
    }

    @Test
    void theBytesOfATurnAreTheBeginningOfTheNextOnes() throws IOException {
        for (Codec target : List.of(CODEC, CHAT_CODEC)) {
            String before = "";
            StringBuilder items = new StringBuilder();
            for (int turn = 0; turn < 10; turn++) {
                items.append(turn == 0 ? "" : ",")
                        .append("{\"role\":\"user\",\"content\":\"")
                        .append(turn)
                        .append("\"}");
                String request = "{\"temperature\":0." + turn + ",\"model\":\"m\",\"input\":[" + items
                        + "],\"tools\":[{\"type\":\"custom\",\"name\":\"f\"}],\"instructions\":\"s\"}";
                Prompt prompt = CODEC.readRequest(request.getBytes(UTF_8), "");
                String written = new String(
                        target.writeRequest(prompt, new Target("m", true, Optional.empty(), Dialect.RESPONSES))
                                .body()
                                .toByteArray(),
                        UTF_8);
                String conversation = written.substring(0, written.indexOf("],\"temperature\""));
                assertTrue(conversation.startsWith(before), conversation);
                before = conversation;
                items.append(",{\"type\":\"reasoning\",\"id\":\"r")
                        .append(turn)
                        .append("\",\"summary\":[],\"encrypted_content\":\"e\"}");
                items.append(",{\"type\":\"custom_tool_call\",\"call_id\":\"f:0\",\"name\":\"f\",\"input\":\"x\"},");
                items.append("{\"type\":\"custom_tool_call_output\",\"call_id\":\"f:0\",\"output\":\"")
                        .append(turn)
                        .append("\"}");
            }
        }
    }

    @Test
    void aPictureIsNotCopied() {
        byte[] body =
                ("{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,"
                                + "A".repeat(100_000) + "\"}]}]}")
                        .getBytes(UTF_8);
        Prompt prompt = CODEC.readRequest(body, "");
        for (Codec target : List.of(CODEC, CHAT_CODEC)) {
            assertTrue(target.writeRequest(prompt, new Target("m", true, Optional.empty(), Dialect.RESPONSES))
                    .body()
                    .share(body));
        }
    }

    private static JsonNode chat(String body) throws IOException {
        return MAPPER.readTree(toChat(body, Optional.empty()).body().toByteArray());
    }

    private static WrittenRequest toChat(String body, Optional<Set<String>> parameters) {
        Prompt prompt = CODEC.readRequest(body.getBytes(UTF_8), "");
        return CHAT_CODEC.writeRequest(prompt, new Target("m", false, parameters, Dialect.RESPONSES));
    }
}
