package poegateway.upstream;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.GzipSource;
import okio.Source;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;

/**
 * Undoes gzip. GzipSource fails alike when the connection breaks and when what arrived is no good gzip; here they are told
 * apart, by whether the source below failed.
 */
final class Gunzip extends ForwardingSource {
    private final Packed packed;

    private Gunzip(Packed packed) {
        super(new GzipSource(packed));
        this.packed = packed;
    }

    static Gunzip of(Source packed) {
        return new Gunzip(new Packed(packed));
    }

    /**
     * @throws IOException as the source below threw it
     * @throws FailureException when the compression itself is broken
     */
    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        try {
            return super.read(sink, byteCount);
        } catch (IOException broken) {
            if (packed.failed) {
                throw broken;
            }
            throw new FailureException(new ReplyFailure.BadResponse("its compression is broken"), broken);
        }
    }

    private static final class Packed extends ForwardingSource {
        private boolean failed;

        Packed(Source source) {
            super(source);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            failed = true;
            long read = super.read(sink, byteCount);
            failed = false;
            return read;
        }
    }
}
