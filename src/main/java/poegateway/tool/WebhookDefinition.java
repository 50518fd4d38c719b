package poegateway.tool;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import poegateway.config.tools.WebhookConfig;
import poegateway.config.tools.WebhookConfig.Method;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/**
 * What a webhook is, without its secret. Immutable.
 *
 * @param name as models call it
 * @param description what they are told of it
 * @param parameters JSON Schema of its arguments, an object
 * @param method how it is asked
 * @param url where
 * @param body what is sent; where it is left out, all arguments, or nothing by methods that send nothing
 * @param secret name of a secret in the settings that is sent
 */
record WebhookDefinition(
        String name,
        String description,
        JsonSlice parameters,
        Method method,
        UrlTemplate url,
        Optional<BodyTemplate> body,
        Optional<String> secret) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int DESCRIPTION_CHARS_MAX = 4_000;
    private static final Set<String> MEMBERS =
            Set.of("name", "description", "parameters", "method", "url", "body", "secret");

    /** @throws UnfitToolException where it cannot be used */
    WebhookDefinition {
        unless(NAME.matcher(name).matches(), "name", "must be 1 to 64 letters, digits, _ or -");
        unless(
                !description.isBlank() && description.length() <= DESCRIPTION_CHARS_MAX,
                "description",
                "must say what the tool does, in at most " + DESCRIPTION_CHARS_MAX + " characters");
        unless(parameters.isObject(), "parameters", "must be a JSON Schema, {\"type\":\"object\",…}");
        unless(body.isEmpty() || sends(method), "body", "cannot be sent by the methods get and delete");
        Set<String> unknown = new TreeSet<>(url.names());
        body.ifPresent(template -> unknown.addAll(template.names()));
        unknown.removeAll(properties(parameters).keySet());
        unless(
                unknown.isEmpty(),
                "parameters",
                "must have '" + String.join("', '", unknown)
                        + "' among its properties, since url or body have a place for it");
    }

    /** @throws UnfitToolException where it cannot be used */
    static WebhookDefinition of(WebhookConfig config) {
        return new WebhookDefinition(
                config.name(),
                config.description(),
                template("parameters", config.parameters()).json(),
                config.method(),
                new UrlTemplate(config.url()),
                config.body().map(text -> template("body", text)),
                Optional.empty());
    }

    private static BodyTemplate template(String member, String text) {
        return BodyTemplate.of(text).orElseThrow(() -> new UnfitToolException(member, "must be one value of JSON"));
    }

    /**
     * Reads what {@link #json} writes.
     *
     * @param json valid
     * @throws UnfitToolException where it cannot be used
     */
    static WebhookDefinition read(JsonSlice json) {
        unless(json.isObject(), "tool", "must be an object");
        Map<String, JsonSlice> members = JsonMembers.of(json);
        members.keySet().stream()
                .filter(name -> !MEMBERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new UnfitToolException(
                            shown(name), "is not known here; these are: " + String.join(", ", new TreeSet<>(MEMBERS)));
                });
        return new WebhookDefinition(
                text(members, "name").orElse(""),
                text(members, "description").orElse(""),
                members.getOrDefault("parameters", JsonSlice.NULL).detached(),
                text(members, "method").map(WebhookDefinition::method).orElse(Method.POST),
                new UrlTemplate(text(members, "url").orElse("")),
                Optional.ofNullable(members.get("body")).map(body -> new BodyTemplate(body.detached())),
                text(members, "secret"));
    }

    private static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "one of its members";
    }

    private static Optional<String> text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.getOrDefault(name, JsonSlice.NULL);
        unless(value.isNull() || value.isString(), name, "must be a text");
        return value.isNull() ? Optional.empty() : Optional.of(value.text().decoded());
    }

    private static Method method(String word) {
        for (Method method : Method.values()) {
            if (method.name().equals(word.toUpperCase(Locale.ROOT))) {
                return method;
            }
        }
        throw new UnfitToolException("method", "must be one of get, post, put, patch, delete");
    }

    /** All of it, in the one form in which it is kept and shown. */
    JsonSlice json() {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("name").value(name).name("description").value(description);
        json.name("parameters").value(parameters);
        json.name("method")
                .value(method.name().toLowerCase(Locale.ROOT))
                .name("url")
                .value(url.text());
        body.ifPresent(template -> json.name("body").value(template.json()));
        secret.ifPresent(word -> json.name("secret").value(word));
        byte[] written = json.endObject().written().toByteArray();
        return new JsonSlice(written, 0, written.length);
    }

    /** Whether requests have a body. */
    boolean sends() {
        return sends(method);
    }

    private static boolean sends(Method method) {
        return method != Method.GET && method != Method.DELETE;
    }

    private static Map<String, JsonSlice> properties(JsonSlice schema) {
        JsonSlice properties = JsonMembers.of(schema).getOrDefault("properties", JsonSlice.NULL);
        return properties.isObject() ? JsonMembers.of(properties) : Map.of();
    }

    private static void unless(boolean right, String member, String expectation) {
        if (!right) {
            throw new UnfitToolException(member, expectation);
        }
    }
}
