package poegateway.architecture.broken.dialect.chat.codec;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Trees, nested ones too, in a package of a dialect. */
public class WholeToStream {
    static class Nested {
        final ObjectMapper mapper = new ObjectMapper();
    }
}
