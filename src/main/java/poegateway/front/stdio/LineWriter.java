package poegateway.front.stdio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.mcp.Outbox;
import poegateway.mcp.message.McpJson;

/** The one writer: messages of all threads, one a line, each whole. */
final class LineWriter implements Outbox, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    /** Beyond that, what is told before answers is left out, and whoever answers waits. */
    private static final int MESSAGES_MAX = 256;

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final byte[] END = {};

    private final LinkedBlockingQueue<byte[]> lines = new LinkedBlockingQueue<>(MESSAGES_MAX);
    private final OutputStream out;
    private final Runnable readerGone;
    private final Thread thread;
    private volatile boolean broken;

    /** @param readerGone runs once when nobody can be written to any more */
    LineWriter(OutputStream out, Runnable readerGone) {
        this.out = out;
        this.readerGone = readerGone;
        this.thread = Thread.ofPlatform().daemon().name("mcp-stdout").start(this::writeAll);
    }

    /** What is too much for a client who does not read is left out: the answer counts, and not what is told before it. */
    @Override
    public void send(ObjectNode message) {
        if (!broken) {
            var unused = lines.offer(line(message));
        }
    }

    /** An answer; waits while a client does not read. */
    void answer(ObjectNode message) {
        put(line(message));
    }

    private void put(byte... line) {
        try {
            while (!broken && !lines.offer(line, 1, TimeUnit.SECONDS)) {
                // the client is slow, or gone soon
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] line(ObjectNode message) {
        byte[] json = McpJson.bytes(message);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private void writeAll() {
        try {
            for (byte[] line = lines.take(); line.length > 0; line = lines.take()) {
                out.write(line);
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (IOException gone) {
            LOG.debug("the client reads no more", gone);
            broken = true;
            lines.clear();
            readerGone.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is left, for a client that reads it soon. */
    @Override
    public void close() {
        if (!broken && lines.offer(END)) {
            try {
                thread.join(LAST_WORDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
