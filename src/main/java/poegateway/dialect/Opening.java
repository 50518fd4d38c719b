package poegateway.dialect;

import poegateway.wire.JsonEdits;

/**
 * What the gateway must know of a request to carry it, and what it changes in it.
 *
 * @param model name of the model, as the caller spelled it
 * @param stream whether the caller wants a stream of events
 * @param usageWanted whether the caller asked for usage in the stream; the gateway may ask Poe for it all the same
 * @param edits changes of the body on its way to Poe
 */
public record Opening(String model, boolean stream, boolean usageWanted, JsonEdits edits) {}
