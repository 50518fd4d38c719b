package poegateway.architecture.broken.relay;

import poegateway.architecture.broken.dialect.chat.codec.WholeToStream;

public class SeesConversion {
    final WholeToStream conversion = new WholeToStream();
}
