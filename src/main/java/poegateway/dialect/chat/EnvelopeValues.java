package poegateway.dialect.chat;

/** What the chunks of one stream, or a whole reply, say about themselves, each as JSON: the id, the time and the model. */
record EnvelopeValues(String id, String created, String model) {
    /** The same with another of them, which goes by the name that it has in a chunk. */
    EnvelopeValues with(String name, String json) {
        return switch (name) {
            case "id" -> new EnvelopeValues(json, created, model);
            case "created" -> new EnvelopeValues(id, json, model);
            case "model" -> new EnvelopeValues(id, created, json);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
