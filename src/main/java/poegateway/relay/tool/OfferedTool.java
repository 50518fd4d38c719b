package poegateway.relay.tool;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Extras;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolCall;
import poegateway.relay.form.AnswerCheck;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** A tool as it is offered to a model, with a check of the arguments that the model writes. Immutable. */
public final class OfferedTool {
    private static final int ARGUMENT_BYTES_MAX = 256 * 1024;

    private final GatewayTool tool;
    private final AnswerCheck check;

    /** @throws poegateway.core.failure.FailureException when the schema of the tool cannot be checked */
    public OfferedTool(GatewayTool tool) {
        this.tool = tool;
        byte[] definition = new JsonWriter()
                .beginObject()
                .name("schema")
                .value(tool.parameters())
                .endObject()
                .written()
                .toByteArray();
        this.check = AnswerCheck.of(new AnswerForm.FittingSchema(new JsonSlice(definition, 0, definition.length)));
    }

    GatewayTool tool() {
        return tool;
    }

    /** As a model is told of it. */
    Tool.Function function(Extras none) {
        return new Tool.Function(
                JsonText.of(tool.name()),
                Optional.of(JsonText.of(tool.description())),
                Optional.of(tool.parameters()),
                none);
    }

    /** What is wrong with the arguments of a call; empty where it may run. */
    Optional<String> fault(ToolCall call) {
        if (call.arguments().length() > ARGUMENT_BYTES_MAX) {
            return Optional.of("they are longer than " + ARGUMENT_BYTES_MAX + " bytes");
        }
        return check.fault(arguments(call));
    }

    /** The arguments of a call that has no fault. */
    static JsonSlice checked(ToolCall call) {
        byte[] bytes = arguments(call).getBytes(StandardCharsets.UTF_8);
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** Some models write nothing where they have no arguments. */
    private static String arguments(ToolCall call) {
        String written = call.arguments().decoded().strip();
        return written.isEmpty() ? "{}" : written;
    }
}
