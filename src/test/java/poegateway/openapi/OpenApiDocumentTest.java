package poegateway.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

final class OpenApiDocumentTest {
    private static final Set<String> OPERATIONS = Set.of(
            "POST /v1/chat/completions",
            "POST /v1/completions",
            "POST /v1/images",
            "POST /v1/images/generations",
            "POST /v1/images/edits",
            "GET /v1/media/{token}",
            "POST /v1/audio/speech",
            "POST /v1/videos",
            "GET /v1/videos",
            "GET /v1/videos/{id}",
            "DELETE /v1/videos/{id}",
            "GET /v1/videos/{id}/content",
            "POST /v1/audio/transcriptions",
            "POST /v1/audio/translations",
            "POST /v1/files",
            "GET /v1/files",
            "GET /v1/files/{id}",
            "DELETE /v1/files/{id}",
            "GET /v1/files/{id}/content",
            "POST /v1/messages",
            "POST /v1/messages/count_tokens",
            "POST /v1/explain/messages",
            "POST /v1/responses",
            "GET /v1/responses/{id}",
            "DELETE /v1/responses/{id}",
            "GET /v1/responses/{id}/input_items",
            "POST /v1/explain/responses",
            "GET /v1/tools",
            "POST /v1/tools",
            "DELETE /v1/tools/{name}",
            "GET /v1/sessions",
            "GET /v1/sessions/{id}",
            "DELETE /v1/sessions/{id}",
            "POST /v1/sessions/{id}/fork",
            "POST /v1/explain/chat",
            "POST /v1/explain/completions",
            "POST /bot/{model}",
            "POST /v1/explain/bot/{model}",
            "POST /mcp",
            "GET /mcp",
            "DELETE /mcp",
            "GET /v1/models",
            "GET /v1/models/{id}",
            "GET /health",
            "GET /health/live",
            "GET /health/ready",
            "GET /metrics",
            "GET /");

    private static final String POOR = """
            openapi: 3.1.0
            paths:
              /a:
                get:
                  summary: A
                  operationId: same
                  responses:
                    '200':
                      content:
                        application/json:
                          schema:
                            $ref: '#/components/schemas/Word'
                          example: 1
                post:
                  operationId: same
                  responses:
                    '404':
                      $ref: '#/components/responses/Gone'
                parameters: []
              /b:
                head:
                  summary: B
                  responses:
                    default:
                      $ref: other.yaml
            components:
              schemas:
                Word:
                  type: string
              responses:
                Odd:
                  content:
                    application/json:
                      schema:
                        $ref: '#/components/schemas/Word'
            """;

    @Test
    void theDocumentHasExactlyTheOperationsOnOffer() throws IOException {
        assertEquals(OPERATIONS, OpenApiDocument.ofTheProject().operations());
    }

    @Test
    void theDocumentIsSound() throws IOException {
        OpenApiDocument document = OpenApiDocument.ofTheProject();
        assertTrue(document.version().startsWith("3.1."));
        assertEquals(List.of(), document.brokenReferences());
        assertEquals(List.of(), document.poorOperations());
        assertEquals(List.of(), document.oddErrors());
        assertEquals(List.of(), document.badExamples());
    }

    @Test
    void aReferenceThatLeadsNowhereIsReported() {
        assertEquals(
                List.of("nothing stands at #/components/responses/Gone", "nothing stands at other.yaml"),
                OpenApiDocument.parse(POOR).brokenReferences());
    }

    @Test
    void anOperationThatSaysTooLittleIsReported() {
        assertEquals(
                List.of(
                        "GET /a has no error response",
                        "POST /a has no summary",
                        "POST /a has no operationId of its own",
                        "an operation has no operationId"),
                OpenApiDocument.parse(POOR).poorOperations());
    }

    @Test
    void anErrorOfAnotherShapeIsReported() {
        assertEquals(List.of("Odd is no Error"), OpenApiDocument.parse(POOR).oddErrors());
    }

    @Test
    void anExampleThatItsSchemaRefusesIsReported() {
        List<String> complaints = OpenApiDocument.parse(POOR).badExamples();
        assertEquals(1, complaints.size());
        assertTrue(complaints.getFirst().contains("integer"), complaints::getFirst);
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        assertThrows(YamlEngineException.class, () -> OpenApiDocument.parse("openapi: 3.1.0\nopenapi: 3.1.0\n"));
    }
}
