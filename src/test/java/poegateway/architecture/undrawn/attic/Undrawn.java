package poegateway.architecture.undrawn.attic;

/** Stands in a package that the drawing does not have. */
public class Undrawn {
    final String name = "attic";
}
