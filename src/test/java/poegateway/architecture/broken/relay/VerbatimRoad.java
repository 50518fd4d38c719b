package poegateway.architecture.broken.relay;

import com.fasterxml.jackson.databind.ObjectMapper;

public class VerbatimRoad {
    final ObjectMapper mapper = new ObjectMapper();
}
