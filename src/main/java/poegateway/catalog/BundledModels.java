package poegateway.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The list of models that comes with the program: what Poe once said of each, without prices and descriptions. */
final class BundledModels {
    private static final String RESOURCE = "models.json";

    private BundledModels() {}

    static ModelDocument read() {
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
