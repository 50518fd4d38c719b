package poegateway.meter;

import java.util.Optional;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;

/**
 * How one call of a model ended.
 *
 * @param attempts at Poe; 0 when nothing was asked of it
 * @param usage what the model counted; absent where it told nothing
 * @param failure what went wrong; absent where nothing did
 */
public record OperationEnd(int attempts, Optional<Usage> usage, Optional<Failure> failure) {}
