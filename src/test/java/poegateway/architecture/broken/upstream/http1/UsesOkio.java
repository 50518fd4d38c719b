package poegateway.architecture.broken.upstream.http1;

import okio.Buffer;

public class UsesOkio {
    final Buffer buffer = new Buffer();
}
