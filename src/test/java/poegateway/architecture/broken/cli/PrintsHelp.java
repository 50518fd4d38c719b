package poegateway.architecture.broken.cli;

/** Allowed: this package prints. */
public class PrintsHelp {
    void print() {
        System.out.println("help");
    }
}
