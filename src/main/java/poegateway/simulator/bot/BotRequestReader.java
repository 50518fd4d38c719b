package poegateway.simulator.bot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.simulator.answer.FileWish;
import poegateway.simulator.answer.OutputRules;
import poegateway.simulator.answer.Question;

/**
 * Reads requests to a bot as strictly as the library of the protocol does: what it requires must be there, what it types has
 * that type, and fields that it does not know are ignored.
 */
public final class BotRequestReader {
    /** Largest body. Poe's own limit is not known. */
    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private BotRequestReader() {}

    /**
     * Reads a request to the bot of that name.
     *
     * @throws InvalidRequestException when it breaks the protocol
     */
    public static BotRequest read(String bot, byte[] body) throws InvalidRequestException {
        if (body.length > MAX_BODY_BYTES) {
            throw new InvalidRequestException("The body has more than " + MAX_BODY_BYTES + " bytes");
        }
        CheckedObject request = CheckedObject.of(body);
        request.text("version");
        return switch (request.text("type")) {
            case "query" -> new BotRequest.Query(question(bot, request));
            case "settings" -> new BotRequest.Settings();
            case "report_error", "report_feedback", "report_reaction" -> new BotRequest.Report();
            default -> new BotRequest.UnknownType();
        };
    }

    private static Question question(String bot, CheckedObject query) throws InvalidRequestException {
        for (String id : List.of("user_id", "conversation_id", "message_id")) {
            query.text(id);
        }
        query.number("temperature");
        List<BotMessage> messages = messages(query);
        List<CheckedObject> results = query.childrenOrNone("tool_results");
        ToolRound.checkCalls(query.childrenOrNone("tool_calls"));
        String result = ToolRound.last(results);
        BotMessage last = messages.getLast();
        boolean afterTool = !results.isEmpty() || last.role().equals("tool");
        BotMessage user = lastOfUser(messages);
        return new Question(
                bot,
                true,
                last.effort(),
                output(query, user),
                tools(query),
                "auto",
                afterTool,
                head(user.text(), Question.QUOTE_BYTES),
                afterTool ? head(results.isEmpty() ? last.text() : result, Question.QUOTE_BYTES) : "",
                Question.wantsBoth(head(user.text(), Question.SCAN_BYTES)),
                new Question.Prompt(
                        textBytes(messages) + bytes(result),
                        toolBytes(query),
                        user.attachments(),
                        instructions(messages),
                        0));
    }

    private static String instructions(List<BotMessage> messages) {
        return messages.stream()
                .filter(message -> message.role().equals("system"))
                .findFirst()
                .map(message -> head(message.text(), Question.QUOTE_BYTES))
                .orElse("");
    }

    private static List<BotMessage> messages(CheckedObject query) throws InvalidRequestException {
        var messages = new ArrayList<BotMessage>();
        for (CheckedObject message : query.children("query")) {
            messages.add(BotMessage.read(message));
        }
        if (messages.isEmpty()) {
            throw new InvalidRequestException("query: List should have at least 1 item");
        }
        return messages;
    }

    private static BotMessage lastOfUser(List<BotMessage> messages) {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .findFirst()
                .orElse(new BotMessage("user", "", List.of(), "", FileWish.NONE));
    }

    private static OutputRules output(CheckedObject query, BotMessage user) throws InvalidRequestException {
        List<String> stops = query.texts("stop_sequences").stream()
                .filter(stop -> !stop.isBlank())
                .toList();
        return new OutputRules(
                OutputRules.UNLIMITED, stops, SchemaInWords.of(user.text()), Optional.empty(), user.file());
    }

    private static List<Question.Tool> tools(CheckedObject query) throws InvalidRequestException {
        var tools = new ArrayList<Question.Tool>();
        for (CheckedObject tool : query.childrenOrNone("tools")) {
            tool.text("type");
            CheckedObject function = tool.child("function");
            function.text("description");
            String schema = schema(function.child("parameters"));
            boolean tooLong = bytes(schema) > Question.MAX_SCHEMA_BYTES;
            tools.add(new Question.Tool(function.text("name"), tooLong ? Question.Tool.TOO_LONG : schema));
        }
        return tools.subList(0, Math.min(tools.size(), Question.MAX_TOOLS));
    }

    /** The parameters of a tool. The protocol's own client writes null where none of them is required. */
    private static String schema(CheckedObject parameters) throws InvalidRequestException {
        parameters.text("type");
        parameters.child("properties");
        parameters.texts("required");
        ObjectNode schema = parameters.node().deepCopy();
        if (!parameters.has("required")) {
            schema.remove("required");
        }
        return schema.toString();
    }

    private static long toolBytes(CheckedObject query) {
        return query.has("tools") ? bytes(query.node().path("tools").toString()) : 0;
    }

    private static long textBytes(List<BotMessage> messages) {
        return messages.stream().mapToLong(message -> bytes(message.text())).sum();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The beginning of the text: at most that many bytes of UTF-8, whole characters only. */
    private static String head(String text, int maxBytes) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }
}
