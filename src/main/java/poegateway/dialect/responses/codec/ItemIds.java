package poegateway.dialect.responses.codec;

/** Ids of the items of one response, made of its own, so that no two responses have an item of the same id. */
record ItemIds(String responseId) {
    /** Such as {@code msg_…_0}. */
    String of(String kind, int index) {
        return kind + responseId.substring(responseId.indexOf('_') + 1) + "_" + index;
    }
}
