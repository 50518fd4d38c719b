package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import poegateway.rig.Reply;

/** A caller who wants an answer that fits a schema, in each dialect that has a place for one. */
enum StructuredCaller {
    CHAT("/v1/chat/completions") {
        @Override
        String body(boolean stream, String members) {
            return "{\"model\":\"" + MODEL + "\",\"stream\":" + stream + ",\"messages\":" + TURN
                    + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"place\",\"schema\":"
                    + SCHEMA + members + "}}}";
        }

        @Override
        String text(JsonNode whole) {
            return whole.at("/choices/0/message/content").asText();
        }

        @Override
        String delta(JsonNode event) {
            return event.at("/choices/0/delta/content").asText("").replace("null", "");
        }

        @Override
        String usage(JsonNode whole) {
            return whole.at("/usage/prompt_tokens") + " " + whole.at("/usage/completion_tokens");
        }
    },
    RESPONSES("/v1/responses") {
        @Override
        String body(boolean stream, String members) {
            return "{\"model\":\"" + MODEL + "\",\"stream\":" + stream + ",\"input\":" + TURN
                    + ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"place\",\"schema\":" + SCHEMA
                    + members
                    + "}}}";
        }

        @Override
        String text(JsonNode whole) {
            return whole.at("/output/0/content/0/text").asText();
        }

        @Override
        String delta(JsonNode event) {
            return event.path("type").asText().equals("response.output_text.delta")
                    ? event.path("delta").asText()
                    : "";
        }

        @Override
        String usage(JsonNode whole) {
            return whole.at("/usage/input_tokens") + " " + whole.at("/usage/output_tokens");
        }
    },
    MESSAGES("/v1/messages") {
        @Override
        String body(boolean stream, String members) {
            return "{\"model\":\"" + MODEL + "\",\"stream\":" + stream + ",\"max_tokens\":1000,\"messages\":" + TURN
                    + ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + SCHEMA + "}}}";
        }

        @Override
        String text(JsonNode whole) {
            return whole.at("/content/0/text").asText();
        }

        @Override
        String delta(JsonNode event) {
            return event.at("/delta/text").asText();
        }

        @Override
        String usage(JsonNode whole) {
            return whole.at("/usage/input_tokens") + " " + whole.at("/usage/output_tokens");
        }
    };

    static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
            + "\"required\":[\"city\"],\"additionalProperties\":false}";
    private static final String MODEL = "Claude-Sonnet-4.6";
    private static final String TURN = "[{\"role\":\"user\",\"content\":\"Where?\"}]";

    private final String path;

    StructuredCaller(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** A request with further members in the object that has the schema, where the dialect has a place for them. */
    abstract String body(boolean stream, String members);

    abstract String text(JsonNode whole);

    abstract String delta(JsonNode event);

    /** Tokens of the prompt and of the answer, as a whole reply tells them. */
    abstract String usage(JsonNode whole);

    /** The words of an answer. */
    String text(Reply reply, boolean stream) {
        if (!stream) {
            return text(MatrixAnswer.json(reply.body()));
        }
        StringBuilder words = new StringBuilder();
        MatrixAnswer.events(reply.body()).forEach(event -> words.append(delta(event)));
        return words.toString();
    }
}
