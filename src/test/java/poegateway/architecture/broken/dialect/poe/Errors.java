package poegateway.architecture.broken.dialect.poe;

/** What all may use. */
public class Errors {}
