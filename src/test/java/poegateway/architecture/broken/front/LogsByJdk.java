package poegateway.architecture.broken.front;

import java.util.logging.Logger;

public class LogsByJdk {
    final Logger log = Logger.getLogger("front");
}
