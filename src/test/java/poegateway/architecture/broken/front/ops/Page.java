package poegateway.architecture.broken.front.ops;

/** Allowed. */
public class Page {
    final String text = "up";
}
