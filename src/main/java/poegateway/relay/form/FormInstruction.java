package poegateway.relay.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.Role;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Asks in words for the form that an answer must have, where the way to the model cannot say it. The words stand behind those of the
 * user's last message: so whatever was said before has the same bytes in the next turn, which prompt caches compare, with the same
 * form, another or none.
 */
public final class FormInstruction {
    private static final String ALONE = ", and nothing else: no words before or behind it, no code fence around it.";
    private static final String FREE_CALLS = " A call of a tool is no answer, and is free of this.";

    private FormInstruction() {}

    /** Whether words can ask for it. */
    public static boolean canAskFor(AnswerForm form) {
        return switch (form) {
            case AnswerForm.JsonObject object -> true;
            case AnswerForm.FittingSchema fitting -> true;
            case AnswerForm.Foreign foreign -> false;
        };
    }

    /** The prompt with words in the place of its form, which they can ask for. */
    public static Prompt inWords(Prompt prompt) {
        AnswerForm form = prompt.form().orElseThrow();
        String calls = prompt.tools().isEmpty() ? "" : FREE_CALLS;
        String words = switch (form) {
            case AnswerForm.JsonObject object -> "Answer with one JSON object" + ALONE + calls;
            case AnswerForm.FittingSchema fitting -> fitting(JsonMembers.of(fitting.definition()), calls);
            case AnswerForm.Foreign foreign -> throw new IllegalArgumentException("no words ask for it");
        };
        return said(prompt, words).withoutForm();
    }

    private static String fitting(Map<String, JsonSlice> definition, String calls) {
        JsonSlice description = definition.getOrDefault("description", JsonSlice.NULL);
        JsonSlice schema = definition.getOrDefault("schema", JsonSlice.NULL);
        String what =
                description.isString() ? "\nWhat it is: " + description.text().decoded() : "";
        return schema.isObject()
                ? "Answer with one JSON value that fits the JSON Schema below" + ALONE + calls + what
                        + "\nThe JSON Schema: " + schema
                : "Answer with one JSON object" + ALONE + calls + what;
    }

    /** What the way to the model does not promise, though the caller asked for it: by the caller's name for it. */
    public static Optional<String> unpromised(AnswerForm form, Dialect caller) {
        boolean strict = form instanceof AnswerForm.FittingSchema fitting
                && JsonMembers.of(fitting.definition())
                        .getOrDefault("strict", JsonSlice.NULL)
                        .toString()
                        .equals("true");
        if (!strict) {
            return Optional.empty();
        }
        return Optional.of(caller == Dialect.RESPONSES ? "text.format.strict" : "response_format.json_schema.strict");
    }

    /**
     * The prompt that asks for a better answer.
     *
     * @param prompt has the words that ask for the form
     * @param unfit what came instead
     * @param fault what is wrong with it
     */
    public static Prompt again(Prompt prompt, Reply unfit, String fault) {
        Extras none = Extras.none(prompt.extras().origin());
        List<Message> messages = new ArrayList<>(prompt.messages());
        String said = unfit.text();
        if (!said.isBlank()) { // some models take no empty message
            messages.add(message(Role.ASSISTANT, new Part.Words(JsonText.of(said), none), none));
        }
        String words = "That answer does not fit: " + fault
                + ". Answer again, in the form that was asked for: with the JSON" + " alone.";
        messages.add(message(Role.USER, new Part.Words(JsonText.of(words), none), none));
        return prompt.withMessages(messages);
    }

    private static Prompt said(Prompt prompt, String words) {
        Extras none = Extras.none(prompt.extras().origin());
        List<Message> messages = new ArrayList<>(prompt.messages());
        int last = messages.size() - 1;
        while (last >= 0 && messages.get(last).role() != Role.USER) {
            last--;
        }
        if (last < 0) {
            messages.add(message(Role.USER, new Part.Words(JsonText.of(words), none), none));
            return prompt.withMessages(messages);
        }
        Message asked = messages.get(last);
        List<Part> parts = new ArrayList<>(asked.parts());
        parts.add(new Part.Words(JsonText.of("\n\n" + words), none));
        messages.set(last, new Message(asked.role(), parts, false, asked.name(), asked.extras()));
        return prompt.withMessages(messages);
    }

    private static Message message(Role role, Part words, Extras none) {
        return new Message(role, List.of(words), true, Optional.empty(), none);
    }
}
