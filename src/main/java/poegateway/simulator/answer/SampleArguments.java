package poegateway.simulator.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import poegateway.simulator.schema.SampleValues;
import poegateway.simulator.schema.UnmetSchemaException;

/** Makes arguments for a function from the JSON schema of its parameters: the same schema, the same arguments. */
public final class SampleArguments {
    private static final ObjectWriter SPACED = new JsonMapper().writer(new Spaced());

    private SampleArguments() {}

    /**
     * The arguments as JSON text; {@code {}} for a schema of nothing.
     *
     * @param userText where arithmetic is looked for, for a function that takes an {@code expression}
     * @param spaced whether a space follows each colon and comma, as where Poe wrote the JSON anew
     */
    public static String of(Question.Tool tool, String userText, boolean spaced) {
        if (tool.schema().equals(Question.Tool.TOO_LONG)) {
            throw new RefusedRequestException("Invalid schema for function '" + tool.name() + "': it has more than "
                    + Question.MAX_SCHEMA_BYTES + " bytes.");
        }
        try {
            JsonNode sample = SampleValues.objectOf("arguments", tool.schema());
            JsonNode object = SampleExpression.into(sample, tool.schema(), userText);
            return spaced ? SPACED.writeValueAsString(object) : object.toString();
        } catch (UnmetSchemaException unmet) {
            throw new RefusedRequestException(
                    "Invalid schema for function '" + tool.name() + "': " + unmet.getMessage() + ".", unmet);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written.", e);
        }
    }

    private static final class Spaced extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }
    }
}
