package poegateway.dialect.chat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** What callers may get: JSON Schemas of our own, written from the contract. */
public final class Schemas {
    public static final Schemas COMPLETION = new Schemas("chat-completion");
    public static final Schemas CHUNK = new Schemas("chat-chunk");
    public static final Schemas ERROR = new Schemas("error");
    public static final Schemas ANTHROPIC_ERROR = new Schemas("anthropic-error");

    private final Schema schema;

    private Schemas(String name) {
        InputStream text =
                Objects.requireNonNull(Schemas.class.getResourceAsStream("/schemas/" + name + ".schema.json"), name);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    /** What is wrong with a body; empty when it is valid. */
    public List<String> faults(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }
}
