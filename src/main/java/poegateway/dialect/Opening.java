package poegateway.dialect;

import poegateway.wire.json.JsonEdits;

/**
 * What the gateway must know of a request to carry it, and what it changes in it.
 *
 * @param model name of the model, as the caller spelled it until it is found, and then as Poe does
 * @param stream whether the caller wants a stream of events
 * @param usageWanted whether the caller asked for usage in the stream; the gateway may ask Poe for it all the same
 * @param edits changes of the body on its way to Poe
 * @param outline what is looked at once, when the model is found
 */
public record Opening(String model, boolean stream, boolean usageWanted, JsonEdits edits, RequestOutline outline) {
    /** One whose body says nothing that depends on the model. */
    public Opening(String model, boolean stream, boolean usageWanted, JsonEdits edits) {
        this(model, stream, usageWanted, edits, RequestOutline.NONE);
    }

    /** Whether the caller offered {@code functions}, the older form of tools, and so knows no other form of their calls. */
    public boolean olderCalls() {
        return outline.has("functions");
    }

    /** The same of a caller who wants usage. */
    public Opening wantingUsage() {
        return new Opening(model, stream, true, edits, outline);
    }

    /** The same for the model that was found, with these changes in place of those before. */
    public Opening with(String found, JsonEdits changed) {
        return new Opening(found, stream, usageWanted, changed, outline);
    }
}
