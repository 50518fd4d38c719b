package poegateway.dialect.chat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.chat.ChatRequest.IncludeUsage;
import poegateway.dialect.chat.ChatRequest.Messages;
import poegateway.dialect.chat.ChatRequest.StreamOptions;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.dialect.request.RequestMembers;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.ObjectReader;

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
    private final RequestMembers members = new RequestMembers();
    private final Set<String> nulls = new HashSet<>();

    RequestRules(ObjectReader top) {
        this.top = top;
    }

    /** Takes the members of one level, the outermost first. */
    void apply(List<RequestMember> level) {
        for (RequestMember member : level) {
            if (member.value() instanceof RequestMember.Null) {
                member.drop(EditIds.NULL_REMOVED);
                nulls.add(member.name());
            } else if (!members.add(member)) {
                member.drop(EditIds.EXTRA_BODY);
            } else if (meansDefault(member)) {
                member.drop(EditIds.DEFAULT_REMOVED);
            }
        }
    }

    Opening result() {
        RequestMember.Text model = members.model();
        Messages messages = messages();
        dropBesideTools();
        boolean stream = members.isOn("stream");
        IncludeUsage usage = includeUsage();
        JsonEdits.Builder edits = JsonEdits.builder();
        if (stream) {
            askForUsage(edits);
        }
        top.writeTo(edits);
        messages.edited().forEach(message -> message.writeTo(edits));
        for (ByteRange role : messages.developerRoles()) {
            edits.replace(role.from(), role.to(), SYSTEM, EditIds.DEVELOPER_ROLE);
        }
        return new Opening(
                model.text(),
                stream,
                stream && usage == IncludeUsage.TRUE,
                edits.build(),
                members.outline(model, messages.pictures()));
    }

    /** What says how to use tools goes with an empty list of them, since it is refused alone. */
    private void dropBesideTools() {
        if (isDropped("tools")) {
            dropIfThere("tool_choice");
            dropIfThere("parallel_tool_calls");
        }
        if (isDropped("functions")) {
            dropIfThere("function_call");
        }
    }

    private boolean isDropped(String name) {
        return switch (members.value(name)) {
            case RequestMember.Null absent -> nulls.contains(name);
            case RequestMember.EmptyArray empty -> true;
            default -> false;
        };
    }

    private void dropIfThere(String name) {
        RequestMember member = members.find(name);
        if (member != null) {
            member.drop(EditIds.TOOL_OPTIONS);
        }
    }

    /** Whether it says what Poe does anyhow, though some models refuse to be told. */
    private static boolean meansDefault(RequestMember member) {
        return switch (member.name()) {
            case "tools", "functions" -> member.value() instanceof RequestMember.EmptyArray;
            case "logit_bias" -> member.value() instanceof RequestMember.EmptyObject;
            case "presence_penalty", "frequency_penalty", "max_tokens", "max_completion_tokens" ->
                member.value() instanceof RequestMember.Numeric said && said.number() == 0;
            case "n" -> meansOneChoice(member.value());
            default -> false;
        };
    }

    private static boolean meansOneChoice(RequestMember.Value value) {
        if (!(value instanceof RequestMember.Numeric said) || said.number() < 1) {
            throw JsonRequest.wrong("n", "1, or left out");
        }
        if (said.number() > 1) {
            throw manyChoices();
        }
        return true;
    }

    private static FailureException manyChoices() {
        return JsonRequest.refusal(
                "unsupported_parameter",
                "'n' is above 1, but Poe gives one choice per request. Leave it out, and send the request several "
                        + "times.",
                "n");
    }

    private Messages messages() {
        if (!(members.required("messages") instanceof Messages messages)) {
            throw JsonRequest.wrong("messages", "an array of messages");
        }
        if (messages.firstWrong() >= 0) {
            throw JsonRequest.wrong("messages[" + messages.firstWrong() + "]", "an object with a role");
        }
        return messages;
    }

    private IncludeUsage includeUsage() {
        return switch (members.value("stream_options")) {
            case RequestMember.Null absent -> IncludeUsage.ABSENT;
            case StreamOptions options -> includeUsage(options);
            default -> throw JsonRequest.wrong("stream_options", "an object");
        };
    }

    private static IncludeUsage includeUsage(StreamOptions options) {
        if (options.includeUsage() == IncludeUsage.WRONG_TYPE) {
            throw JsonRequest.wrong("stream_options.include_usage", "true or false");
        }
        return options.includeUsage();
    }

    private void askForUsage(JsonEdits.Builder edits) {
        if (members.value("stream_options") instanceof StreamOptions options) {
            if (options.includeUsage() == IncludeUsage.ABSENT) {
                String text = options.isEmpty() ? INCLUDE : INCLUDE + ",";
                edits.insert(options.insertAt(), text.getBytes(StandardCharsets.US_ASCII), EditIds.INCLUDE_USAGE);
            } else if (options.includeUsage() != IncludeUsage.TRUE) {
                edits.replace(options.at().from(), options.at().to(), TRUE, EditIds.INCLUDE_USAGE);
            }
            return;
        }
        RequestMember stream = members.find("stream");
        if (stream != null) {
            stream.walk().addAfter(stream.number(), OPTIONS, EditIds.INCLUDE_USAGE);
        }
    }
}
