package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.upstream.PoeRequestBody;
import poegateway.wire.json.JsonEdits;

/** A body as it came, with its edits made while it is written. */
final class EditedBody implements PoeRequestBody {
    private final byte[] source;
    private final JsonEdits edits;

    EditedBody(byte[] source, JsonEdits edits) {
        this.source = source;
        this.edits = edits;
    }

    /** All of it; a copy where there is an edit. */
    byte[] bytes() {
        return edits.isEmpty() ? source : edits.apply(source);
    }

    @Override
    public long length() {
        return edits.lengthAfter(source.length);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        edits.writeTo(source, out);
    }
}
