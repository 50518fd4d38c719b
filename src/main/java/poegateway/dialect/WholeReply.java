package poegateway.dialect;

import java.util.Optional;
import poegateway.core.Usage;
import poegateway.wire.JsonEdits;

/**
 * What the gateway must know of a whole reply, and what it changes in it.
 *
 * @param edits changes of the body on its way to the caller
 * @param usage what the model counted; empty when Poe did not tell
 * @param model name of the model that answered; empty when Poe did not tell
 */
public record WholeReply(JsonEdits edits, Optional<Usage> usage, Optional<String> model) {}
