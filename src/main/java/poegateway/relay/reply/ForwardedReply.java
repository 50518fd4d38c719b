package poegateway.relay.reply;

import java.util.Optional;
import poegateway.upstream.PoeReply;

/** A reply that passes everything on to another one; what a subclass adds, it overrides. */
abstract class ForwardedReply implements PoeReply {
    private final PoeReply reply;

    ForwardedReply(PoeReply reply) {
        this.reply = reply;
    }

    @Override
    public int status() {
        return reply.status();
    }

    @Override
    public Optional<String> header(String name) {
        return reply.header(name);
    }

    @Override
    public int read(byte[] buffer, int offset) {
        return reply.read(buffer, offset);
    }

    @Override
    public boolean isSelfDelimiting() {
        return reply.isSelfDelimiting();
    }

    @Override
    public void beforeWait(Runnable hook) {
        reply.beforeWait(hook);
    }

    @Override
    public void close() {
        reply.close();
    }
}
