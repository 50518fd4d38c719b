package poegateway;

import poegateway.cli.CommandRunner;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exitCode = CommandRunner.run(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
