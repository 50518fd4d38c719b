package poegateway.architecture.broken.relay;

import poegateway.architecture.broken.dialect.Port;
import poegateway.architecture.broken.dialect.chat.Format;
import poegateway.architecture.broken.dialect.poe.Errors;

public class SeesChat {
    final Format chat = new Format();
    final Port allowed = new Port();
    final Errors allowedToo = new Errors();
}
