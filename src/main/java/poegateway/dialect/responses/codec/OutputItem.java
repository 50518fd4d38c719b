package poegateway.dialect.responses.codec;

import java.util.Optional;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** An item of an output that is written. */
sealed interface OutputItem {
    /** Writes the item as a value. */
    void write(JsonWriter json, Stage stage);

    /** How far an item has come. */
    enum Stage {
        BEGUN("in_progress"),
        DONE("completed"),
        /** The answer ended in it. */
        CUT("incomplete");

        private final String word;

        Stage(String word) {
            this.word = word;
        }
    }

    /** An item, and how far it has come. */
    record Placed(OutputItem item, Stage stage) {
        void write(JsonWriter json) {
            item.write(json, stage);
        }
    }

    /**
     * Words of the model, or those by which it declined.
     *
     * @param text all of them; empty as long as it has only begun
     */
    record Said(String id, boolean refusal, JsonText text) implements OutputItem {
        @Override
        public void write(JsonWriter json, Stage stage) {
            json.beginObject().name("id").value(id).name("type").word("message");
            json.name("role").word("assistant").name("status").word(stage.word);
            json.name("content").beginArray();
            if (stage != Stage.BEGUN) {
                part(json, text);
            }
            json.endArray().endObject();
        }

        /** Writes its one part with this text. */
        void part(JsonWriter json, JsonText words) {
            json.beginObject().name("type").word(refusal ? "refusal" : "output_text");
            json.name(refusal ? "refusal" : "text").value(words);
            if (!refusal) {
                json.name("annotations").beginArray().endArray();
                json.name("logprobs").beginArray().endArray();
            }
            json.endObject();
        }
    }

    /**
     * Thoughts of the model.
     *
     * @param signature as it is shown
     */
    record Thought(String id, JsonText text, Optional<JsonText> signature) implements OutputItem {
        @Override
        public void write(JsonWriter json, Stage stage) {
            json.beginObject().name("id").value(id).name("type").word("reasoning");
            json.name("summary").beginArray();
            if (stage != Stage.BEGUN && !text.isEmpty()) {
                part(json, text);
            }
            json.endArray();
            signature.ifPresent(signed -> json.name("encrypted_content").value(signed));
            json.endObject();
        }

        /** Writes the one part of its summary with this text. */
        static void part(JsonWriter json, JsonText words) {
            json.beginObject().name("type").word("summary_text").name("text").value(words);
            json.endObject();
        }
    }

    /**
     * A call of a tool.
     *
     * @param told what the caller calls the tool
     * @param input its arguments, or its text
     */
    record Called(String id, JsonText callId, ToolNames.Told told, JsonText input) implements OutputItem {
        @Override
        public void write(JsonWriter json, Stage stage) {
            json.beginObject().name("id").value(id);
            json.name("type").word(told.custom() ? "custom_tool_call" : "function_call");
            json.name("status").word(stage.word).name("call_id").value(callId);
            told.namespace().ifPresent(namespace -> json.name("namespace").value(namespace));
            json.name("name").value(told.name());
            json.name(told.custom() ? "input" : "arguments");
            json.value(stage == Stage.BEGUN ? JsonText.EMPTY : input);
            json.endObject();
        }
    }

    /** One that only this dialect knows. */
    record Known(JsonSlice json) implements OutputItem {
        @Override
        public void write(JsonWriter to, Stage stage) {
            to.value(json);
        }
    }
}
