package poegateway.simulator.bot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import poegateway.simulator.answer.FileWish;

/**
 * A message of a query.
 *
 * @param role {@code system}, {@code user}, {@code bot} or {@code tool}
 * @param text its content; of results of tools the content of the last one
 * @param attachments names of its files
 * @param effort how hard its parameters ask the model to think; empty when they do not
 * @param file that is made, by its parameters
 */
record BotMessage(String role, String text, List<String> attachments, String effort, FileWish file) {
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
        return new BotMessage(role, text(message, role), attachments(message), effort(message), file(message));
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

    private static FileWish file(CheckedObject message) throws InvalidRequestException {
        JsonNode parameters = message.childOrEmpty("parameters").node();
        String named = parameters.path("output_format").asText();
        String format = named.isEmpty() ? parameters.path("format").asText() : named;
        FileWish file = FileWish.NONE.withFormat(format.toLowerCase(Locale.ROOT));
        for (String shape : FileWish.SHAPES) {
            file = parameters.has(shape)
                    ? file.withShape(shape, parameters.path(shape).asText())
                    : file;
        }
        return file;
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
