package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.upstream.PoeRequestBody;
import poegateway.wire.ByteSegments;

/** A body that was written for Poe; large parts of it still lie where they came. */
record SegmentedBody(ByteSegments segments) implements PoeRequestBody {
    @Override
    public long length() {
        return segments.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        segments.writeTo(out);
    }
}
