package poegateway.simulator.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Framing;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.SimulatedRequest;

/**
 * Answers one request: asks for its script and sends it, with the mishap. Runs on a thread of its own, which is
 * interrupted when the peer leaves.
 */
public final class ReplyRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyRun.class);

    /** Bytes of each write of an endless line. */
    private static final int FILLER_BYTES = 16 * 1024;

    private final ServerContext context;
    private final SimulatedRequest request;
    private final ReplyOutput reply;

    public ReplyRun(ServerContext context, SimulatedRequest request, ReplyOutput reply) {
        this.context = context;
        this.request = request;
        this.reply = reply;
    }

    @Override
    public void run() {
        try {
            answer();
        } catch (IOException | InterruptedException e) {
            LOG.debug("{} {} was not answered to the end", request.method(), request.path(), e);
        } catch (RuntimeException e) {
            LOG.error("{} {} was not answered to the end", request.method(), request.path(), e);
        } finally {
            reply.abandon();
        }
    }

    /** HEAD is answered as GET without the body, and without its mishaps, most of which are in the body. */
    private void answer() throws IOException, InterruptedException {
        if (request.method().equals("HEAD")) {
            Script script = context.responder().scriptFor(request.withMethod("GET"));
            reply.headAlone(
                    script.status(), script.headers(), script.framing(), MishapAdapter.totalBytes(script.pieces()));
        } else {
            send(context.responder().scriptFor(request));
        }
    }

    private void send(Script script) throws IOException, InterruptedException {
        switch (script.mishap()) {
            case Mishap.None fault -> sendWhole(script);
            case Mishap.CloseBeforeHead fault -> reply.close();
            case Mishap.ResetBeforeHead fault -> reply.reset();
            case Mishap.HangBeforeHead fault -> hang();
            case Mishap.LateHead fault -> {
                fault.before().await();
                sendWhole(script);
            }
            case Mishap.ResetMidBody fault -> {
                sendPart(script, fault.afterPieces());
                reply.resetStream();
            }
            case Mishap.CloseMidBody fault -> {
                sendPart(script, fault.afterPieces());
                reply.close();
            }
            case Mishap.EndEarly fault -> sendWhole(MishapAdapter.first(script, fault.afterPieces()));
            case Mishap.HangMidBody fault -> {
                sendPart(script, fault.afterPieces());
                hang();
            }
            case Mishap.Drip fault -> sendWhole(MishapAdapter.dripping(script, fault, context.delayer()));
            case Mishap.EndlessLine fault ->
                sendWithFiller(MishapAdapter.first(script, fault.afterPieces()), fault.bytes());
            case Mishap.Gzip fault -> sendWhole(MishapAdapter.zipped(script, fault.truncated()));
            case Mishap.BadChunkSize fault -> {
                begin(script, Framing.CHUNKED, 0);
                write(MishapAdapter.first(script, fault.afterPieces()).pieces());
                reply.badBody();
            }
            case Mishap.HugeHeader fault ->
                sendWhole(MishapAdapter.withHeader(script, "x-filler", "h".repeat(fault.bytes())));
            case Mishap.BadStatusLine fault -> reply.badHead();
            case Mishap.InformationalFirst fault -> {
                reply.informational(100, Map.of());
                reply.informational(103, Map.of("link", "</style.css>; rel=preload"));
                sendWhole(script);
            }
            case Mishap.RefuseStream fault -> reply.refuse();
            case Mishap.GoAway fault -> reply.goAway();
        }
    }

    private void sendWhole(Script script) throws IOException, InterruptedException {
        sendWithFiller(script, 0);
    }

    private void sendWithFiller(Script script, long fillerBytes) throws IOException, InterruptedException {
        begin(script, script.framing(), MishapAdapter.totalBytes(script.pieces()) + fillerBytes);
        write(script.pieces());
        byte[] filler = new byte[FILLER_BYTES];
        Arrays.fill(filler, (byte) 'x');
        for (long left = fillerBytes; left > 0; left -= FILLER_BYTES) {
            reply.write(left < FILLER_BYTES ? Arrays.copyOf(filler, (int) left) : filler);
        }
        reply.end();
    }

    /** The head of the whole and the first pieces; the declared length is never reached. */
    private void sendPart(Script script, int afterPieces) throws IOException, InterruptedException {
        List<Piece> part = MishapAdapter.first(script, afterPieces).pieces();
        long unreached = Math.max(MishapAdapter.totalBytes(script.pieces()), MishapAdapter.totalBytes(part) + 1);
        begin(script, script.framing(), unreached);
        write(part);
        reply.flush();
    }

    private void begin(Script script, Framing framing, long bodyBytes) throws IOException, InterruptedException {
        reply.head(script.status(), script.headers(), framing, bodyBytes);
    }

    private void write(List<Piece> pieces) throws IOException, InterruptedException {
        for (Piece piece : pieces) {
            if (!piece.before().equals(Pause.NONE)) {
                reply.flush();
                piece.before().await();
            }
            reply.write(piece.bytes());
        }
    }

    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
