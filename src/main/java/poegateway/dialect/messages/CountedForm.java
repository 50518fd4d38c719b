package poegateway.dialect.messages;

import java.util.List;
import java.util.Map;
import poegateway.dialect.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** The form of a request that is only counted: no model reads it, so what Anthropic would refuse is refused here. */
final class CountedForm {
    private static final int DIGITS_MAX = 15;

    private final Map<String, JsonSlice> members;

    private CountedForm(Map<String, JsonSlice> members) {
        this.members = members;
    }

    /** @throws poegateway.core.failure.FailureException when a member is not what Anthropic takes */
    static void check(byte[] body) {
        JsonRequest.read(body, cursor -> {
            CountedForm form = new CountedForm(JsonMembers.of(cursor));
            return form::checked;
        });
    }

    private CountedForm checked() {
        require("max_tokens", "a whole number from 1", value("max_tokens").wholeNumber(DIGITS_MAX) > 0);
        require("system", "a string or an array of objects", isContent(value("system")));
        require("tools", "an array of objects", isListOfObjects(value("tools")));
        require("tool_choice", "an object", value("tool_choice").isObject());
        require("thinking", "an object", value("thinking").isObject());
        List<JsonSlice> messages = JsonMembers.elements(value("messages"));
        for (int i = 0; i < messages.size(); i++) {
            checkMessage("messages[" + i + "].", JsonMembers.of(messages.get(i)));
        }
        return this;
    }

    private void require(String name, String expected, boolean met) {
        if (!met && !value(name).isNull()) {
            throw JsonRequest.wrong(name, expected);
        }
    }

    private JsonSlice value(String name) {
        return members.getOrDefault(name, JsonSlice.NULL);
    }

    private static void checkMessage(String place, Map<String, JsonSlice> message) {
        if (!message.getOrDefault("role", JsonSlice.NULL).isString()) {
            throw JsonRequest.wrong(place + "role", "a string");
        }
        if (!isContent(message.getOrDefault("content", JsonSlice.NULL))) {
            throw JsonRequest.wrong(place + "content", "a string or an array of objects");
        }
    }

    private static boolean isContent(JsonSlice value) {
        return value.isString() || isListOfObjects(value);
    }

    private static boolean isListOfObjects(JsonSlice value) {
        return value.isArray() && JsonMembers.elements(value).stream().allMatch(JsonSlice::isObject);
    }
}
