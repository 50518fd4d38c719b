package poegateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** openapi.yaml, read for what it promises and checked for what it lacks. Complaints are sentences; none is good. */
public final class OpenApiDocument {
    private static final Path FILE = Path.of("openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS =
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "trace");

    /** Errors in the words of other clients than OpenAI's, and what is no error. */
    private static final Set<String> OTHERS_THAN_ERRORS = Set.of("MessagesError", "BotError", "NotModified");

    private final JsonNode root;
    /** Each brings along all schemas of the document, so it is made once; by its node, since to compare all below it costs more. */
    private final Map<JsonNode, Schema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    private OpenApiDocument(JsonNode root) {
        this.root = root;
    }

    /** The project's own document. */
    public static OpenApiDocument ofTheProject() throws IOException {
        return parse(Files.readString(FILE));
    }

    /** A document from YAML text; duplicate keys are refused. */
    static OpenApiDocument parse(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new OpenApiDocument(JSON.valueToTree(tree));
    }

    /** Every operation as {@code METHOD path}, path parameters in braces: {@code GET /v1/models/{id}}. */
    public Set<String> operations() {
        Set<String> names = new TreeSet<>();
        eachOperation((name, operation) -> names.add(name));
        return names;
    }

    /** Statuses that an operation documents, {@code default} left out. */
    public Set<Integer> statuses(String operation) {
        Set<Integer> statuses = new TreeSet<>();
        operation(operation).path("responses").properties().stream()
                .filter(response -> !response.getKey().equals("default"))
                .forEach(response -> statuses.add(Integer.valueOf(response.getKey())));
        return statuses;
    }

    /** Headers that an answer may have, in lower case. */
    public Set<String> headers(String operation, int status) {
        Set<String> names = new TreeSet<>();
        response(operation, status).path("headers").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Headers that an answer always has, in lower case. */
    public Set<String> requiredHeaders(String operation, int status) {
        Set<String> names = new TreeSet<>();
        response(operation, status).path("headers").properties().forEach(header -> {
            if (resolved(header.getValue()).path("required").asBoolean()) {
                names.add(header.getKey());
            }
        });
        return names;
    }

    /** Codes of errors that the document lists. */
    Set<String> errorCodes() {
        Set<String> codes = new TreeSet<>();
        root.at("/components/schemas/Error/properties/error/properties/code/examples")
                .forEach(code -> codes.add(code.asText()));
        return codes;
    }

    /** What is wrong with the JSON body of an answer; none is good. */
    public List<String> faults(String operation, int status, JsonNode body) {
        return refusals(response(operation, status).at("/content/application~1json/schema"), body);
    }

    /** What is wrong with a value of a named schema; none is good. */
    public List<String> faults(String schema, JsonNode value) {
        return refusals(root.path("components").path("schemas").path(schema), value);
    }

    String version() {
        return root.path("openapi").asText();
    }

    /** References that lead nowhere, or out of the document. */
    List<String> brokenReferences() {
        List<String> complaints = new ArrayList<>();
        eachNode(root, node -> {
            String reference = node.path("$ref").asText("");
            if (!reference.isEmpty() && resolve(node).isMissingNode()) {
                complaints.add("nothing stands at " + reference);
            }
        });
        return complaints;
    }

    /** Operations without a summary, an operationId of their own, or an answer for failure. */
    List<String> poorOperations() {
        List<String> complaints = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        eachOperation((name, operation) -> {
            if (operation.path("summary").asText("").isBlank()) {
                complaints.add(name + " has no summary");
            }
            if (!ids.add(operation.path("operationId").asText(""))) {
                complaints.add(name + " has no operationId of its own");
            }
            if (operation.path("responses").properties().stream().noneMatch(OpenApiDocument::isFailure)) {
                complaints.add(name + " has no error response");
            }
        });
        if (ids.contains("")) {
            complaints.add("an operation has no operationId");
        }
        return complaints;
    }

    /** Error responses whose JSON has another shape than {@code Error}. */
    List<String> oddErrors() {
        return root.at("/components/responses").properties().stream()
                .filter(response -> !OTHERS_THAN_ERRORS.contains(response.getKey())
                        && !response.getValue()
                                .at("/content/application~1json/schema/$ref")
                                .asText()
                                .equals("#/components/schemas/Error"))
                .map(response -> response.getKey() + " is no Error")
                .toList();
    }

    /** Examples that their own schema refuses. */
    List<String> badExamples() {
        List<String> complaints = new ArrayList<>();
        eachNode(root, node -> {
            JsonNode schema = node.path("schema");
            if (!schema.isObject()) {
                return;
            }
            if (node.has("example")) {
                complaints.addAll(refusals(schema, node.path("example")));
            }
            node.path("examples")
                    .properties()
                    .forEach(example -> complaints.addAll(
                            refusals(schema, example.getValue().path("value"))));
        });
        return complaints;
    }

    private List<String> refusals(JsonNode schema, JsonNode example) {
        return compiled.computeIfAbsent(schema, this::compile).validate(example).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        // References in the schema start at the root, so it must bring along what they lead to, where JSON Schema has
        // it.
        ObjectNode standalone = schema.deepCopy();
        standalone.set("$defs", root.path("components").path("schemas"));
        String text = standalone.toString().replace("#/components/schemas/", "#/$defs/");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private JsonNode operation(String name) {
        int blank = name.indexOf(' ');
        String method = name.substring(0, blank).toLowerCase(Locale.ROOT);
        return root.path("paths").path(name.substring(blank + 1)).path(method);
    }

    private JsonNode response(String operation, int status) {
        return resolved(operation(operation).path("responses").path(Integer.toString(status)));
    }

    /** The node itself, or what it refers to. */
    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolve(node) : node;
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    private static boolean isFailure(Map.Entry<String, JsonNode> response) {
        return response.getKey().matches("[45]..|default");
    }

    private void eachOperation(OperationVisitor visitor) {
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> visitor.visit(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    }

    private static void eachNode(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        node.forEach(child -> eachNode(child, visitor));
    }

    @FunctionalInterface
    private interface OperationVisitor {
        void visit(String name, JsonNode operation);
    }
}
