package poegateway.architecture.broken.relay;

import io.javalin.Javalin;

public class SpeaksJavalin {
    void start() {
        Javalin.start(config -> {});
    }
}
