package poegateway.architecture.broken.dialect.chat.convert;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Allowed, with its nested classes: reframing a reply needs its tree. */
public class WholeToStream {
    static class Nested {
        final ObjectMapper mapper = new ObjectMapper();
    }
}
