package poegateway.dialect.chat;

import poegateway.dialect.ReplyContext;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.Json;

/**
 * What every reply says about itself, for replies that leave a part of it out: clients refuse those.
 *
 * @param id of the reply, unlike that of any other
 * @param createdSeconds when it was made, in seconds since 1970
 * @param model name of the model
 * @param errors reads the errors that stand in the reply
 */
public record Envelope(String id, long createdSeconds, String model, PoeErrors errors) {
    /** An envelope of a reply of which nothing is known but what is given. */
    public Envelope(String id, long createdSeconds, String model) {
        this(id, createdSeconds, model, PoeErrors.of(model));
    }

    /** The envelope of the answer to a request. */
    static Envelope of(ReplyContext context) {
        String id = "chatcmpl-" + context.requestId();
        return new Envelope(id, context.createdSeconds(), context.opening().model(), context.errors());
    }

    /** What is put in where a reply leaves it out. */
    Values values() {
        return new Values(Json.quoted(id), Long.toString(createdSeconds), Json.quoted(model));
    }

    /** What the chunks of one stream, or a whole reply, say about themselves, each as JSON: the id, the time and the model. */
    record Values(String id, String created, String model) {
        /** The same with another of them, which goes by the name that it has in a chunk. */
        Values with(String name, String json) {
            return switch (name) {
                case "id" -> new Values(json, created, model);
                case "created" -> new Values(id, json, model);
                case "model" -> new Values(id, created, json);
                default -> throw new IllegalArgumentException(name);
            };
        }
    }
}
