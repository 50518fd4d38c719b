package poegateway.mcp.prompt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpPrompts;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.message.McpJson;

/** Prompts that have the client's own model use the tools. */
public final class PoePrompts implements McpPrompts {
    private static final Argument BOT = new Argument("bot", "Name of a model, such as Claude-Sonnet-4.6", true);
    private static final Argument QUESTION = new Argument("question", "What is to be asked", true);

    private static final List<Choice> ALL = List.of(
            new Choice(
                    "ask",
                    "Ask a model on Poe",
                    "Has one model answer, and shows its answer as it stands.",
                    List.of(BOT, QUESTION),
                    given -> "Ask the model " + given.need("bot")
                            + " with the tool ask_poe, and show its answer as it stands." + " The question:\n\n"
                            + given.need("question")),
            new Choice(
                    "compare",
                    "Compare models on Poe",
                    "Has several models answer the same, and says where they differ.",
                    List.of(new Argument("bots", "2 to 6 names of models, with commas between", true), QUESTION),
                    given ->
                            "Ask each of these models the question below, with the tool compare_bots, or with one call of ask_poe"
                                    + " for each: " + given.need("bots")
                                    + ". Then show the answers in short, and say where they differ and which is best founded."
                                    + " The question:\n\n" + given.need("question")),
            new Choice(
                    "second_opinion",
                    "Get a second opinion",
                    "Has another model judge an answer.",
                    List.of(BOT, new Argument("answer", "The answer in doubt; your last one if it is left out", false)),
                    given -> "Ask the model " + given.need("bot")
                            + " with the tool ask_poe for a second opinion: give it the question"
                            + " and the answer, and have it say what is wrong or missing. Then say what you would change."
                            + given.text("answer")
                                    .map(said -> " The answer:\n\n" + said)
                                    .orElse(" The answer is the last one that you gave here.")),
            new Choice(
                    "image_brief",
                    "Make a picture of an idea",
                    "Turns an idea into a full description of a picture, and has it made.",
                    List.of(
                            new Argument("idea", "What the picture shows", true),
                            new Argument("model", "Name of a model that draws", false)),
                    given ->
                            "Write a description of a picture from the idea below: subject, setting, light, composition and style,"
                                    + " in at most 120 words. Show it, and have it made with the tool generate_image"
                                    + given.text("model")
                                            .map(name -> " by the model " + name)
                                            .orElse("")
                                    + ". The idea:\n\n" + given.need("idea")));

    /** Something that the user fills in. */
    private record Argument(String name, String description, boolean required) {
        ObjectNode json() {
            return McpJson.object()
                    .put("name", name)
                    .put("description", description)
                    .put("required", required);
        }
    }

    /**
     * One prompt.
     *
     * @param words for the client's model, of what the user filled in
     */
    private record Choice(
            String name,
            String title,
            String description,
            List<Argument> arguments,
            Function<ToolArguments, String> words) {
        ObjectNode json() {
            ObjectNode json =
                    McpJson.object().put("name", name).put("title", title).put("description", description);
            json.putArray("arguments")
                    .addAll(arguments.stream().map(Argument::json).toList());
            return json;
        }
    }

    @Override
    public List<ObjectNode> list() {
        return ALL.stream().map(Choice::json).toList();
    }

    @Override
    public Optional<ObjectNode> get(String name, McpCall call) {
        return ALL.stream()
                .filter(choice -> choice.name.equals(name))
                .findFirst()
                .map(choice -> filled(choice, new ToolArguments(call.arguments())));
    }

    private static ObjectNode filled(Choice choice, ToolArguments given) {
        ObjectNode prompt = McpJson.object().put("description", choice.description);
        prompt.putArray("messages")
                .addObject()
                .put("role", "user")
                .set("content", ToolAnswer.words(choice.words.apply(given)));
        return prompt;
    }
}
