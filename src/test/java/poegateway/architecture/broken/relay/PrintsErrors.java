package poegateway.architecture.broken.relay;

public class PrintsErrors {
    void hello() {
        System.err.println("hello");
    }
}
