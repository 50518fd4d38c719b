package poegateway.simulator.reply;

/**
 * A server-sent event.
 *
 * @param name of the event; empty when it has none
 * @param data in one line
 */
public record StreamEvent(String name, String data) {
    /** An event without a name. */
    public static StreamEvent unnamed(String data) {
        return new StreamEvent("", data);
    }

    /** The same event with other data. */
    public StreamEvent with(String other) {
        return new StreamEvent(name, other);
    }

    /** The event as it is written, its blank line included; lines end in LF. */
    public String frame() {
        return (name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n";
    }
}
