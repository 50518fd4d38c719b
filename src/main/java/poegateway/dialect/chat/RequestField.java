package poegateway.dialect.chat;

import poegateway.wire.ObjectReader;

/**
 * One member of the top level, or one that is to join it.
 *
 * @param walk the object in which it stands
 * @param member its number there
 */
record RequestField(String name, ObjectReader walk, int member, RequestValue value) {
    void drop(String id) {
        walk.drop(member, id);
    }
}
