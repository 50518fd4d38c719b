package poegateway.simulator.http1;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;
import poegateway.simulator.wire.OpenRequest;
import poegateway.simulator.wire.ReplyRun;
import poegateway.simulator.wire.ServerContext;

/**
 * One connection of HTTP/1.1. Its thread reads requests and, while a reply is sent on another thread, reads on:
 * that is how it sees at once that the peer left. A peer that sends its next request before it has the reply is not
 * watched until then.
 */
final class Http1Connection implements Runnable {
    private static final String PROTOCOL = "HTTP/1.1";

    /** How long the last write of a reply may take after the peer, who may have got it all, closed. */
    private static final Duration ENDING_GRACE = Duration.ofMillis(250);

    /** How long a peer whose request was refused may take to send the next bytes of it. */
    private static final int DRAIN_TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final long number;
    private final ServerContext context;

    /** @param number counts connections from 1 */
    Http1Connection(Socket socket, long number, ServerContext context) {
        this.socket = socket;
        this.number = number;
        this.context = context;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            serve(new Http1Input(socket.getInputStream()));
        } catch (IOException | InterruptedException e) {
            // The peer left, a mishap broke the connection or the simulator closes: all of it is counted.
        }
    }

    private void serve(Http1Input in) throws IOException, InterruptedException {
        Http1RequestReader reader = new Http1RequestReader(in);
        boolean more = true;
        while (more) {
            Http1Head head = headOrRefusal(reader, in);
            more = head != null && answer(head, reader, in);
        }
    }

    private @Nullable Http1Head headOrRefusal(Http1RequestReader reader, Http1Input in) throws IOException {
        try {
            return reader.head();
        } catch (Http1Refusal e) {
            refuse(e, OpenRequest.UNCOUNTED, in);
            return null;
        }
    }

    /** Whether another request may follow. */
    private boolean answer(Http1Head head, Http1RequestReader reader, Http1Input in)
            throws IOException, InterruptedException {
        OpenRequest openRequest = context.open(PROTOCOL, number, head.path());
        try {
            byte[] body = body(head, reader);
            SimulatedRequest request =
                    new SimulatedRequest(head.method(), head.path(), head.query(), head.headers(), body);
            openRequest.arrived(request);
            return reply(request, new Http1Output(socket, openRequest, head.closes()), openRequest, in);
        } catch (Http1Refusal e) {
            refuse(e, openRequest, in);
            return false;
        } finally {
            openRequest.hangUp(); // who gets here with an open request was left by the peer
        }
    }

    private byte[] body(Http1Head head, Http1RequestReader reader) throws IOException {
        Http1RequestReader.checkLimit(head.bodyBytes());
        if (head.expectsContinue()) {
            socket.getOutputStream().write(Http1Input.ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        }
        return reader.body(head);
    }

    private boolean reply(SimulatedRequest request, Http1Output reply, OpenRequest openRequest, Http1Input in)
            throws IOException, InterruptedException {
        Thread replyThread = context.threads().start(new ReplyRun(context, request, reply));
        boolean peerStays = false;
        try {
            peerStays = in.fill();
        } finally {
            if (!peerStays) {
                peerLeft(replyThread, reply, openRequest);
            }
        }
        replyThread.join();
        return peerStays && reply.keepsAlive();
    }

    private static void peerLeft(Thread replyThread, Http1Output reply, OpenRequest openRequest)
            throws InterruptedException {
        if (reply.isEnding()) {
            replyThread.join(ENDING_GRACE);
        }
        openRequest.hangUp();
        replyThread.interrupt();
    }

    private void refuse(Http1Refusal refusal, OpenRequest openRequest, Http1Input in) throws IOException {
        Http1Output reply = new Http1Output(socket, openRequest, true);
        for (Script.Piece piece : refusal.script().pieces()) {
            Script script = refusal.script();
            reply.head(script.status(), script.headers(), script.framing(), piece.bytes().length);
            reply.write(piece.bytes());
        }
        openRequest.end();
        socket.shutdownOutput();
        socket.setSoTimeout(DRAIN_TIMEOUT_MILLIS);
        in.drain(ServerContext.DRAIN_LIMIT_BYTES);
    }
}
