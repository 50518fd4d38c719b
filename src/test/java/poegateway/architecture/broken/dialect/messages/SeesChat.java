package poegateway.architecture.broken.dialect.messages;

import poegateway.architecture.broken.dialect.chat.Format;
import poegateway.architecture.broken.dialect.poe.Errors;

public class SeesChat {
    final Format chat = new Format();
    final Errors allowed = new Errors();
}
