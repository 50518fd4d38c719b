package poegateway.relay.reply;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.failure.Failure;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.KnownSecrets;
import poegateway.core.text.Redaction;
import poegateway.core.text.SafeText;
import poegateway.upstream.PoeReply;

/**
 * A reply that can be told of when it turns out to be broken: its length and type at info; at debug how it begins, without
 * what looks like a key. What models and callers say is never logged at info.
 */
public final class DiagnosedReply extends ForwardedReply {
    private static final Logger LOG = LoggerFactory.getLogger(DiagnosedReply.class);
    private static final int TOLD_CHARS = 256;
    /** More than is told, so that no key is cut in two before it is found. */
    private static final int BEGINNING_BYTES = 2 * TOLD_CHARS;

    private static final int TYPE_CHARS = 100;

    private final byte[] beginning = new byte[BEGINNING_BYTES];
    private final KnownSecrets secrets;
    private long length;

    /** @param secrets that must not be seen in the log */
    public DiagnosedReply(PoeReply reply, KnownSecrets secrets) {
        super(reply);
        this.secrets = secrets;
    }

    /** Logs that a reply has a head that cannot be read, if that is the failure. */
    public static void tellIfHeadBroken(Failure failure, KnownSecrets secrets) {
        if (failure instanceof ReplyFailure.BadResponse broken) {
            LOG.info(
                    "a reply of Poe cannot be read ({}): {}",
                    broken.code(),
                    SafeText.printable(secrets.hiddenIn(broken.reason()), TYPE_CHARS));
        }
    }

    /** Logs the reply if the failure is that it cannot be read. */
    public void tellIfBroken(Failure failure) {
        boolean broken = failure instanceof ReplyFailure.BadResponse
                || failure instanceof ReplyFailure.WrongType
                || failure instanceof ReplyFailure.TooLarge;
        if (broken) {
            LOG.info(
                    "a reply of Poe cannot be read ({}): status {}, {} bytes read, type {}",
                    failure.code(),
                    status(),
                    length,
                    SafeText.printable(secrets.hiddenIn(header("content-type").orElse("none")), TYPE_CHARS));
            LOG.debug("it begins with: {}", SafeText.printable(said(), TOLD_CHARS));
        }
    }

    private String said() {
        String text = new String(beginning, 0, (int) Math.min(length, BEGINNING_BYTES), StandardCharsets.UTF_8);
        return Redaction.redacted(secrets.hiddenIn(text));
    }

    @Override
    public int read(byte[] buffer, int offset) {
        int read = super.read(buffer, offset);
        if (read > 0) {
            if (length < BEGINNING_BYTES) {
                System.arraycopy(
                        buffer, offset, beginning, (int) length, (int) Math.min(read, BEGINNING_BYTES - length));
            }
            length += read;
        }
        return read;
    }
}
