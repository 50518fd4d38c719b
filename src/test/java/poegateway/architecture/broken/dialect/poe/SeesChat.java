package poegateway.architecture.broken.dialect.poe;

import poegateway.architecture.broken.dialect.chat.Format;

public class SeesChat {
    final Format chat = new Format();
}
