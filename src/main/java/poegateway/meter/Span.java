package poegateway.meter;

import poegateway.core.Caller;
import poegateway.core.Failure;
import poegateway.core.Usage;

/**
 * The course of one request, told as it goes by the thread that serves it, and counted when it closes. Closed exactly
 * once. Nothing here fails: an observer that breaks must not break the request.
 */
public final class Span implements AutoCloseable {
    Span() {}

    /** Who asks; once the key is known. */
    public void caller(Caller caller) {}

    /** What is asked for; once the body was read. */
    public void asked(String model, boolean stream) {}

    /** From here the request waits for others: Poe, the caller, its turn. Such time is not the gateway's own. */
    public void away() {}

    /** The wait is over. */
    public void back() {}

    /** An attempt is sent to Poe; why is {@code first}, or the outcome of the failure that is mended by it. */
    public void attempt(String why) {}

    /** The first event, or the head of a whole reply, came from Poe. */
    public void firstEvent() {}

    /** One more event of the model's passed. */
    public void chunk() {}

    public void used(Usage usage) {}

    /** The head of the answer left. */
    public void answered(int status) {}

    /** What went wrong; the first stays. */
    public void failed(Failure failure) {}

    @Override
    public void close() {}
}
