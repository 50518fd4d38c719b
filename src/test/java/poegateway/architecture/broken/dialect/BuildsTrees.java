package poegateway.architecture.broken.dialect;

import com.fasterxml.jackson.databind.ObjectMapper;

public class BuildsTrees {
    final ObjectMapper mapper = new ObjectMapper();
}
