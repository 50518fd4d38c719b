package poegateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The list of models that comes with the program: what Poe once said of each, without prices and descriptions. */
final class BundledModels {
    private static final String RESOURCE = "models.json";

    private BundledModels() {}

    /** Read once, when it is first asked for: that takes tens of milliseconds, and more in a process that has just begun. */
    private static final class Once {
        private static final ModelDocument LIST = read();
    }

    static ModelDocument list() {
        return Once.LIST;
    }

    private static ModelDocument read() {
        try (InputStream in = BundledModels.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing from the program.");
            }
            return ModelDocument.read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
