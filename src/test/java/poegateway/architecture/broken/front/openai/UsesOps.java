package poegateway.architecture.broken.front.openai;

import poegateway.architecture.broken.front.ops.Page;

public class UsesOps {
    final Page page = new Page();
}
