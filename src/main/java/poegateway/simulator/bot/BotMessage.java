package poegateway.simulator.bot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A message of a query.
 *
 * @param role {@code system}, {@code user}, {@code bot} or {@code tool}
 * @param text its content; of results of tools the content of the last one
 * @param attachments names of its files
 * @param effort how hard its parameters ask the model to think; empty when they do not
 * @param fileFormat of a file that is made, by its parameters; empty when they do not name one
 */
record BotMessage(String role, String text, List<String> attachments, String effort, String fileFormat) {
    private static final Set<String> ROLES = Set.of("system", "user", "bot", "tool");

    /** Parameters under which models take a word for the effort. */
    private static final List<String> EFFORTS = List.of("reasoning_effort", "output_effort", "thinking_level");

    BotMessage {
        attachments = List.copyOf(attachments);
    }

    /** Reads and checks one. */
    static BotMessage read(CheckedObject message) throws InvalidRequestException {
        String role = message.text("role");
        if (!ROLES.contains(role)) {
            throw new InvalidRequestException("Invalid 'role': Input should be 'system', 'user', 'bot' or 'tool'");
        }
        return new BotMessage(role, text(message, role), attachments(message), effort(message), fileFormat(message));
    }

    /** Calls and results of tools are JSON within the content. */
    private static String text(CheckedObject message, String role) throws InvalidRequestException {
        String content = message.text("content");
        String place = message.place() + "content";
        if (role.equals("tool")) {
            return ToolRound.last(CheckedObject.arrayOf(place, content));
        }
        String type = message.text("message_type", "");
        if (!type.isEmpty() && !type.equals("function_call")) {
            throw new InvalidRequestException(message.place() + "message_type: Input should be 'function_call'");
        }
        if (!type.isEmpty()) {
            ToolRound.checkCalls(CheckedObject.arrayOf(place, content));
        }
        return content;
    }

    private static List<String> attachments(CheckedObject message) throws InvalidRequestException {
        var names = new ArrayList<String>();
        for (CheckedObject attachment : message.childrenOrNone("attachments")) {
            attachment.text("url");
            attachment.text("content_type");
            attachment.text("inline_ref", "");
            names.add(attachment.text("name"));
        }
        return names;
    }

    private static String fileFormat(CheckedObject message) throws InvalidRequestException {
        CheckedObject parameters = message.childOrEmpty("parameters");
        String named = parameters.node().path("output_format").asText();
        return (named.isEmpty() ? parameters.node().path("format").asText() : named).toLowerCase(Locale.ROOT);
    }

    private static String effort(CheckedObject message) throws InvalidRequestException {
        CheckedObject parameters = message.childOrEmpty("parameters");
        for (String name : EFFORTS) {
            if (parameters.node().path(name).isTextual()) {
                return parameters.text(name);
            }
        }
        boolean thinks = parameters.node().path("enable_thinking").asBoolean()
                || parameters.node().path("thinking_budget").asLong() > 0;
        return thinks ? "high" : "";
    }
}
