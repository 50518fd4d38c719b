package poegateway.architecture.broken.wire;

import com.fasterxml.jackson.databind.ObjectMapper;

public class BuildsTrees {
    final ObjectMapper mapper = new ObjectMapper();
}
