package poegateway.architecture.broken.front;

import io.javalin.Javalin;

/** Allowed. */
public class SpeaksJavalin {
    void start() {
        Javalin.start(config -> {});
    }
}
