package poegateway.architecture.broken.relay;

import okio.Buffer;

public class BuffersByOkio {
    final Buffer buffer = new Buffer();
}
