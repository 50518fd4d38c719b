package poegateway.architecture.broken.relay;

import com.fasterxml.jackson.databind.ObjectMapper;

public class Forwarder {
    final ObjectMapper mapper = new ObjectMapper();
}
