package poegateway.relay.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.Optional;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.conversation.StopReason;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Whether an answer has the form that was asked for. Immutable. */
public final class AnswerCheck {
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Optional<JsonNode> schema;

    private AnswerCheck(Optional<JsonNode> schema) {
        this.schema = schema;
    }

    /**
     * A check of a form that words can ask for.
     *
     * @throws FailureException when its schema says something that cannot be checked here
     */
    public static AnswerCheck of(AnswerForm form) {
        JsonSlice schema = form instanceof AnswerForm.FittingSchema fitting
                ? JsonMembers.of(fitting.definition()).getOrDefault("schema", JsonSlice.NULL)
                : JsonSlice.NULL;
        if (!schema.isObject()) {
            return new AnswerCheck(Optional.empty());
        }
        try {
            JsonNode read = JSON.readTree(schema.toString());
            SchemaLimits.check(read);
            return new AnswerCheck(Optional.of(read));
        } catch (UncheckableSchemaException unknown) {
            throw refused(unknown.what());
        } catch (JsonProcessingException | StackOverflowError broken) {
            throw refused("it is nested too deeply");
        }
    }

    private static FailureException refused(String why) {
        return new FailureException(new ClientFailure.InvalidRequest(
                "unsupported_schema",
                "The gateway cannot check answers against this JSON Schema: " + why
                        + ". Change the schema, or send 'x-poe-gateway-structured-output: instruct' to have the form "
                        + "asked for in words, without a check. Nothing was sent to Poe.",
                null));
    }

    /**
     * What is wrong with a reply. Nothing is with one that calls tools, declines or was cut at its limit: it is no answer, or a
     * second one would not be better.
     */
    public Optional<String> fault(Reply reply) {
        boolean isOther =
                reply.parts().stream().anyMatch(part -> part instanceof Part.Call || part instanceof Part.Refusal);
        return reply.stop() == StopReason.STOP && !isOther ? fault(reply.text()) : Optional.empty();
    }

    /** What is wrong with a text. */
    public Optional<String> fault(String text) {
        JsonNode value;
        try {
            value = JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            return Optional.of("it is not one JSON value and nothing else");
        }
        if (value.isMissingNode()) {
            return Optional.of("it is empty");
        }
        if (schema.isEmpty()) {
            return value.isObject() ? Optional.empty() : Optional.of("it is not a JSON object");
        }
        try {
            return new SchemaMatch(schema.get()).fault(value);
        } catch (UncheckableSchemaException | StackOverflowError tooMuch) {
            return Optional.of("whether it fits the schema takes too long to find out");
        }
    }
}
