package poegateway.architecture.broken.relay.chat;

import com.fasterxml.jackson.databind.ObjectMapper;

public class BuildsTrees {
    final ObjectMapper mapper = new ObjectMapper();
}
