package poegateway.config.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema against the file and against mistakes that an editor can see. */
final class ConfigSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.text(), InputFormat.JSON);

    private static List<String> faults(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        try {
            String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(tree);
            return SCHEMA.validate(json, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theCommentedFileIsValidAsItStandsAndWithEveryMarkRemoved() {
        assertEquals(List.of(), faults(ConfigReference.file()));
        String everything = ConfigReferenceTest.withoutMarks();
        assertEquals(List.of(), faults(everything));
        assertTrue(everything.contains("\n  keys:\n    - name: ci\n      key: ${env:CI_KEY}\n"), everything);
    }

    @Test
    void theFilesFirstLineNamesTheSchemaBesideIt() {
        assertEquals(
                "# yaml-language-server: $schema=poe-gateway.schema.json",
                ConfigReference.file().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {prot: 1}",
                "sever: {port: 1}",
                "server: 8",
                "server: {port: many}",
                "server: {port: [1]}",
                "server: {tls: {key: x}}",
                "server: {heartbeat: Auto}",
                "server: {body-limit: 32MB}",
                "server: {body-timeout: 30}",
                "server: {body-timeout: 30 s}",
                "server: {trusted-proxies: [localhost]}",
                "auth: {insecure: yes}",
                "auth: {keys: {name: a}}",
                "auth: {keys: [a]}",
                "auth: {keys: [{key: 0123456789-0123456789}]}",
                "auth: {keys: [{name: a, scopes: [ap]}]}",
                "auth: {keys: [{name: a, scope: [api]}]}",
                "auth: {keys: [{name: a, expires: tomorrow}]}",
                "poe: {accounts: [{name: a}]}",
                "cors: {origins: https://a.example}",
                "- 1"
            })
    void whatTheLoaderRefusesForItsShapeTheSchemaRefusesToo(String yaml) {
        assertFalse(faults(yaml).isEmpty(), yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server: {port: '${env:PORT}', body-timeout: '${env:WAIT}'}",
                "auth: {insecure: '${env:INSECURE}', mode: '${env:MODE}'}",
                "auth: {keys: [{name: 123, key: '${env:KEY}', expires: 2027-01-31T10:00:00+02:00}]}",
                "server:\npoe:\n",
                "cors: {origins: }"
            })
    void whatTheLoaderAcceptsTheSchemaAcceptsToo(String yaml) {
        assertEquals(List.of(), faults(yaml));
    }
}
