package poegateway.meter;

/**
 * The labels under which a model's work is counted.
 *
 * @param operation what the model was to do
 * @param asked the model asked for
 * @param ran the model that answered; empty where none did
 * @param error outcome of the failure; empty where there was none
 */
record ModelUse(String operation, String asked, String ran, String error) {
    /** For whatever would be one label set too many. */
    static final ModelUse REST = new ModelUse("chat", LabelValues.OTHER, LabelValues.OTHER, LabelValues.OTHER);

    private static final String PROVIDER = "poe";

    String[] labels() {
        return new String[] {operation, PROVIDER, asked, ran};
    }

    String[] withError() {
        return new String[] {operation, PROVIDER, asked, ran, error};
    }

    String[] withToken(String type) {
        return new String[] {operation, PROVIDER, asked, ran, type};
    }
}
