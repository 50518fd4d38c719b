package poegateway.dialect.chat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import poegateway.core.ModelName;
import poegateway.dialect.Opening;
import poegateway.dialect.chat.RequestValue.StreamOptions;
import poegateway.dialect.chat.RequestValue.Usage;
import poegateway.wire.Json;
import poegateway.wire.JsonEdits;
import poegateway.wire.ObjectReader;

/**
 * What stays, goes and comes in a request. A member that is null counts as absent. Members of {@code extra_body} join
 * the top level where it has none of that name.
 */
final class RequestRules {
    private static final byte[] SYSTEM = "\"system\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final String INCLUDE = "\"include_usage\":true";
    private static final String OPTIONS = "\"stream_options\":{\"include_usage\":true}";

    private final ObjectReader top;
    private final Map<String, RequestField> fields = new HashMap<>();
    private final Set<String> nulls = new HashSet<>();

    RequestRules(ObjectReader top) {
        this.top = top;
    }

    /** Takes the members of one level, the outermost first. */
    void apply(List<RequestField> level) {
        for (RequestField field : level) {
            if (field.value() instanceof RequestValue.Null) {
                field.drop(EditIds.NULL_REMOVED);
                nulls.add(field.name());
            } else if (fields.putIfAbsent(field.name(), field) != null) {
                field.drop(EditIds.EXTRA_BODY);
            } else if (meansDefault(field)) {
                field.drop(EditIds.DEFAULT_REMOVED);
            }
        }
    }

    Opening result() {
        RequestValue.Text model = model();
        RequestValue.Messages messages = messages();
        dropBesideTools();
        boolean stream = stream();
        Usage usage = usage();
        JsonEdits.Builder edits = JsonEdits.builder();
        if (stream) {
            askForUsage(edits);
        }
        dropProvider(model, edits);
        top.writeTo(edits);
        messages.edited().forEach(message -> message.writeTo(edits));
        for (ByteRange role : messages.developerRoles()) {
            edits.replace(role.from(), role.to(), SYSTEM, EditIds.DEVELOPER_ROLE);
        }
        return new Opening(model.text(), stream, stream && usage == Usage.TRUE, edits.build());
    }

    /** What says how to use tools goes with an empty list of them, since it is refused alone. */
    private void dropBesideTools() {
        if (goes("tools")) {
            dropIfThere("tool_choice");
            dropIfThere("parallel_tool_calls");
        }
        if (goes("functions")) {
            dropIfThere("function_call");
        }
    }

    private boolean goes(String name) {
        RequestField field = fields.get(name);
        return field == null ? nulls.contains(name) : field.value() instanceof RequestValue.EmptyArray;
    }

    private void dropIfThere(String name) {
        RequestField field = fields.get(name);
        if (field != null) {
            field.drop(EditIds.TOOL_OPTIONS);
        }
    }

    /** Whether it says what Poe does anyhow, though some models refuse to be told. */
    private static boolean meansDefault(RequestField field) {
        return switch (field.name()) {
            case "tools", "functions" -> field.value() instanceof RequestValue.EmptyArray;
            case "logit_bias" -> field.value() instanceof RequestValue.EmptyObject;
            case "presence_penalty", "frequency_penalty", "max_tokens", "max_completion_tokens" ->
                field.value() instanceof RequestValue.Numeric said && said.number() == 0;
            case "n" -> meansOneChoice(field.value());
            default -> false;
        };
    }

    private static boolean meansOneChoice(RequestValue value) {
        if (!(value instanceof RequestValue.Numeric said)) {
            return false;
        }
        if (said.number() > 1) {
            throw RequestErrors.manyChoices();
        }
        return said.number() == 1;
    }

    private RequestValue.Text model() {
        if (required("model") instanceof RequestValue.Text name && !name.text().isBlank()) {
            return name;
        }
        throw RequestErrors.wrong("model", "the name of a model");
    }

    private static void dropProvider(RequestValue.Text model, JsonEdits.Builder edits) {
        String name = ModelName.withoutProvider(model.text());
        if (!name.equals(model.text())) {
            byte[] quoted = Json.quoted(name).getBytes(StandardCharsets.UTF_8);
            edits.replace(model.range().from(), model.range().to(), quoted, EditIds.PROVIDER);
        }
    }

    private RequestValue.Messages messages() {
        if (!(required("messages") instanceof RequestValue.Messages messages)) {
            throw RequestErrors.wrong("messages", "an array of messages");
        }
        if (messages.firstWrong() >= 0) {
            throw RequestErrors.wrong("messages[" + messages.firstWrong() + "]", "an object with a role");
        }
        return messages;
    }

    private boolean stream() {
        return switch (valueOf("stream")) {
            case RequestValue.Null absent -> false;
            case RequestValue.Flag said -> said.flag();
            default -> throw RequestErrors.wrong("stream", "true or false");
        };
    }

    private Usage usage() {
        return switch (valueOf("stream_options")) {
            case RequestValue.Null absent -> Usage.ABSENT;
            case StreamOptions options -> usage(options);
            default -> throw RequestErrors.wrong("stream_options", "an object");
        };
    }

    private static Usage usage(StreamOptions options) {
        if (options.usage() == Usage.WRONG_TYPE) {
            throw RequestErrors.wrong("stream_options.include_usage", "true or false");
        }
        return options.usage();
    }

    private RequestValue required(String name) {
        RequestValue value = valueOf(name);
        if (value instanceof RequestValue.Null) {
            throw RequestErrors.missing(name);
        }
        return value;
    }

    private void askForUsage(JsonEdits.Builder edits) {
        if (valueOf("stream_options") instanceof StreamOptions options) {
            if (options.usage() == Usage.ABSENT) {
                String text = options.isEmpty() ? INCLUDE : INCLUDE + ",";
                edits.insert(options.insertAt(), text.getBytes(StandardCharsets.US_ASCII), EditIds.INCLUDE_USAGE);
            } else if (options.usage() != Usage.TRUE) {
                ByteRange range = options.includeUsage();
                edits.replace(range.from(), range.to(), TRUE, EditIds.INCLUDE_USAGE);
            }
            return;
        }
        RequestField stream = fields.get("stream");
        if (stream != null) {
            stream.walk().addAfter(stream.member(), OPTIONS, EditIds.INCLUDE_USAGE);
        }
    }

    private RequestValue valueOf(String name) {
        RequestField field = fields.get(name);
        return field == null ? RequestValue.NULL : field.value();
    }
}
