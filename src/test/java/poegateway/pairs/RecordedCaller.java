package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.completions.CompletionsFormat;
import poegateway.dialect.messages.MessageGrammar;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.EventGrammar;
import poegateway.dialect.responses.ResponsesFormat;
import poegateway.pairs.Spoken.Draft;

/** A caller who reads what an answer says in its dialect, and proves its form on the way. */
@SuppressWarnings("ImmutableEnumChecker") // formats have no state
enum RecordedCaller {
    CHAT(new ChatFormat()) {
        @Override
        Spoken whole(JsonNode body) {
            Draft draft = new Draft();
            JsonNode message = body.at("/choices/0/message");
            draft.text(message.path("content"));
            for (int call = 0; call < message.path("tool_calls").size(); call++) {
                calls(message.path("tool_calls").path(call), call, draft);
            }
            return draft.usage(body.path("usage")).spoken();
        }

        @Override
        Spoken streamed(String body) {
            return chunks(data(body), "/choices/0/delta/content").spoken();
        }
    },
    COMPLETIONS(new CompletionsFormat()) {
        @Override
        Spoken whole(JsonNode body) {
            return new Draft()
                    .text(body.at("/choices/0/text"))
                    .usage(body.path("usage"))
                    .spoken();
        }

        @Override
        Spoken streamed(String body) {
            return chunks(data(body), "/choices/0/text").spoken();
        }

        @Override
        Spoken understood(Spoken said) {
            return said.withoutCalls();
        }
    },
    RESPONSES(new ResponsesFormat()) {
        @Override
        Spoken whole(JsonNode body) {
            Draft draft = new Draft();
            int index = 0;
            for (JsonNode item : body.path("output")) {
                if (item.path("type").asText().equals("function_call")) {
                    draft.call(index, item.path("name").asText())
                            .arguments(index, item.path("arguments").asText());
                    index++;
                } else if (item.path("type").asText().equals("message")) {
                    item.path("content").forEach(part -> draft.text(part.path("text")));
                }
            }
            return draft.usage(body.path("usage")).spoken();
        }

        @Override
        Spoken streamed(String body) {
            return whole(grammar(body).getLast().path("response"));
        }
    },
    MESSAGES(new MessagesFormat()) {
        @Override
        Spoken whole(JsonNode body) {
            Draft draft = new Draft();
            int index = 0;
            for (JsonNode block : body.path("content")) {
                draft.text(block.path("text"));
                if (block.path("type").asText().equals("tool_use")) {
                    draft.call(index, block.path("name").asText())
                            .arguments(index, block.path("input").toString());
                    index++;
                }
            }
            return draft.usage(body.path("usage")).spoken();
        }

        @Override
        Spoken streamed(String body) {
            return whole(MessageGrammar.message(body));
        }
    },
    BOT(new BotFormat()) {
        @Override
        Spoken whole(JsonNode body) {
            throw new IllegalArgumentException("bots have no whole answers");
        }

        @Override
        Spoken streamed(String body) {
            assertTrue(body.endsWith("event: done\ndata: {}\n\n"), body);
            return withoutThoughts(chunks(data(body), "/text").spoken());
        }

        @Override
        Spoken understood(Spoken said) {
            return said.withoutUsage();
        }

        private static Spoken withoutThoughts(Spoken said) {
            String words = THOUGHTS.matcher(said.text()).replaceFirst("");
            return new Spoken(words, said.calls(), said.inputTokens(), said.outputTokens()).withoutUsage();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern THOUGHTS = Pattern.compile("\\A\\*Thinking\\.\\.\\.\\*\n\n?(>[^\n]*\n)*\n");

    private final WireFormat format;

    RecordedCaller(WireFormat format) {
        this.format = format;
    }

    WireFormat format() {
        return format;
    }

    abstract Spoken whole(JsonNode body);

    abstract Spoken streamed(String body);

    /** As much as the dialect has a place for. */
    Spoken understood(Spoken said) {
        return said;
    }

    Draft chunks(List<JsonNode> chunks, String place) {
        Draft draft = new Draft();
        for (JsonNode chunk : chunks) {
            draft.text(chunk.at(place)).usage(chunk.path("usage"));
            for (JsonNode call : chunk.at("/choices/0/delta/tool_calls")) {
                calls(call, call.path("index").asInt(), draft);
            }
        }
        return draft;
    }

    private static void calls(JsonNode call, int index, Draft draft) {
        JsonNode function = call.path("function");
        if (function.path("name").isTextual()) {
            draft.call(index, function.path("name").asText());
        }
        draft.arguments(index, function.path("arguments").asText());
    }

    private static List<JsonNode> grammar(String body) {
        try {
            return EventGrammar.checked(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<JsonNode> data(String body) {
        assertTrue(body.endsWith("\n\n"), body);
        List<JsonNode> data = new ArrayList<>();
        for (String line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                data.add(json(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return data;
    }

    static JsonNode json(byte[] text) {
        try {
            JsonNode read = JSON.readTree(text);
            assertEquals(true, read.isObject());
            return read;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
