package poegateway.architecture.broken.front;

public class Prints {
    void hello() {
        System.out.println("hello");
    }
}
