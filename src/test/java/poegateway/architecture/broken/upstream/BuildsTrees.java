package poegateway.architecture.broken.upstream;

import com.fasterxml.jackson.databind.ObjectMapper;

public class BuildsTrees {
    final ObjectMapper mapper = new ObjectMapper();
}
