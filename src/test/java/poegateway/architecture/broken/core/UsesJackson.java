package poegateway.architecture.broken.core;

import com.fasterxml.jackson.core.JsonFactory;

public class UsesJackson {
    final JsonFactory json = new JsonFactory();
}
