package poegateway.architecture.broken.relay;

import com.fasterxml.jackson.databind.ObjectMapper;

public class PassthroughRelay {
    final ObjectMapper mapper = new ObjectMapper();
}
