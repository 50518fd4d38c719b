package poegateway.simulator.wire;

import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Responder;

/**
 * What both transports share.
 *
 * @param log counts connections and requests
 * @param responder gives the script for each request
 * @param delayer lets time pass where a mishap says so
 * @param threads one for each connection of HTTP/1.1 and one for each reply
 */
public record ServerContext(RequestLog log, Responder responder, Delayer delayer, Threads threads) {
    /** Connections that may wait to be accepted. */
    public static final int ACCEPT_BACKLOG = 4096;

    /** Bytes of a request body; beyond it 413. */
    public static final int BODY_LIMIT_BYTES = 64 * 1024 * 1024;

    /** Bytes of a request's head. */
    public static final int HEAD_LIMIT_BYTES = 64 * 1024;

    /** Bytes of a refused body that are read and thrown away, so that the peer sees the refusal and no reset. */
    public static final int DRAIN_LIMIT_BYTES = 64 * 1024 * 1024;

    public OpenRequest open(String protocol, long connection, String path) {
        return ControlSurface.covers(path) ? OpenRequest.UNCOUNTED : log.open(protocol, connection);
    }
}
