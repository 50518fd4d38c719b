package poegateway.architecture.broken.upstream;

public class Sleeps {
    void rest() throws InterruptedException {
        Thread.sleep(1);
    }
}
