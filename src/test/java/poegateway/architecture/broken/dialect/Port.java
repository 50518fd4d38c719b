package poegateway.architecture.broken.dialect;

/** What all may use. */
public class Port {}
