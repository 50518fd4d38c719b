package poegateway.meter;

/** All metrics at one moment, in the form that was asked for. */
@SuppressWarnings("ArrayRecordComponent") // made, sent and forgotten; never compared
public record Scrape(String contentType, byte[] body) {}
