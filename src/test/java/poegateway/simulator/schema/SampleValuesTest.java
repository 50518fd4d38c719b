package poegateway.simulator.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class SampleValuesTest {
    private static final Duration LITTLE_TIME = Duration.ofSeconds(60);

    static List<String> metSchemas() throws IOException {
        return schemas("met-schemas.txt");
    }

    static List<String> unmetSchemas() throws IOException {
        return schemas("unmet-schemas.txt");
    }

    /** One schema a line; a line that begins with # is a comment. */
    private static List<String> schemas(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleValuesTest.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("metSchemas")
    void theValueFits(String schema) {
        JsonNode value = SampleValues.of("answer", schema);

        assertEquals(List.of(), Validator.faults(schema, value), value::toString);
        assertEquals(value, SampleValues.of("answer", schema), "the same schema, the same value");
    }

    /** A keyword, then a schema. */
    @ParameterizedTest
    @MethodSource("unmetSchemas")
    void whatCannotBeMetIsNamed(String line) {
        String keyword = line.substring(0, line.indexOf(' '));
        String schema = line.substring(line.indexOf(' ') + 1);
        UnmetSchemaException unmet = assertThrows(UnmetSchemaException.class, () -> SampleValues.of("answer", schema));

        String message = String.valueOf(unmet.getMessage());
        assertTrue(message.startsWith("'" + keyword + "' at "), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"minItems\":3,\"items\":{\"enum\":[1,2]}}}} | {\"a\":[1,1,1]}",
                "{\"type\":\"array\",\"uniqueItems\":true,\"minItems\":3,\"items\":{\"type\":\"integer\",\"minimum\":7}} | [7,8,9]",
                "{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}-\\\\d{4}$\"} | \"AA-0000\"",
                "{\"type\":\"string\",\"pattern\":\"^[[\\\\]&]+$\"} | \"&\"",
                "{\"anyOf\":[{\"pattern\":\"^(?<a>b)\\\\k<a>$\"},{\"type\":\"integer\"}]} | 1",
                "{\"type\":\"integer\",\"exclusiveMinimum\":4,\"multipleOf\":3} | 6",
                "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]} | \"sample answer\"",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]} | 1.5",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"},{\"type\":\"boolean\"}],\"items\":false} | [\"sample answer\",true]",
                "{\"type\":\"object\",\"required\":[\"b\"],\"additionalProperties\":{\"type\":\"integer\"}} | {\"b\":1}",
                "{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#/$defs/n\"}},\"required\":[\"next\"],\"nullable\":true}}} | {\"next\":{\"next\":{\"next\":{\"next\":{\"next\":null}}}}}"
            })
    void valuesReadWell(String schema, String expected) {
        assertEquals(expected, SampleValues.of("answer", schema).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#\"}",
                "{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}",
                "{\"allOf\":[{\"$ref\":\"#\"}]}",
                "{\"not\":{\"$ref\":\"#\"}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"$ref\":\"#\"}},\"required\":[\"a\",\"b\"]}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}}",
                "{\"type\":\"array\",\"minItems\":100000,\"items\":{\"type\":\"integer\"}}",
                "{\"type\":\"string\",\"minLength\":100000000}",
                "{\"type\":\"array\",\"minItems\":900,\"items\":{\"type\":\"string\",\"minLength\":4000}}",
                "{\"type\":\"string\",\"pattern\":\"^(a+)+$\",\"enum\":[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"]}",
                "{\"type\":\"string\",\"pattern\":\"(((a{1000}){1000}){1000}){1000}\"}",
                "{\"type\":\"number\",\"minimum\":1e999999999}",
                "{\"type\":\"number\",\"multipleOf\":1e-999999999}"
            })
    void whatHasNoEndIsRefusedSoon(String schema) {
        assertTimeoutPreemptively(
                LITTLE_TIME, () -> assertThrows(UnmetSchemaException.class, () -> SampleValues.of("answer", schema)));
    }

    @Test
    void aDeepSchemaIsMadeOrRefusedButNeverOverflows() {
        String deep = "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":".repeat(300) + "true"
                + "}}".repeat(300);
        String all = "{\"allOf\":[".repeat(300) + "true" + "]}".repeat(300);

        assertThrows(UnmetSchemaException.class, () -> SampleValues.of("answer", deep));
        assertThrows(UnmetSchemaException.class, () -> SampleValues.of("answer", all));
    }

    @Test
    void anObjectIsAskedForWhereOnlyObjectsGo() {
        assertEquals("{}", SampleValues.objectOf("answer", "{}").toString());
        assertThrows(UnmetSchemaException.class, () -> SampleValues.objectOf("answer", "{\"type\":\"string\"}"));
    }

    @Test
    void aSchemaThatContainsItselfTwiceStaysSmall() {
        String tree = "{\"$defs\":{\"node\":{\"type\":\"object\",\"properties\":{"
                + "\"left\":{\"anyOf\":[{\"$ref\":\"#/$defs/node\"},{\"type\":\"null\"}]},"
                + "\"right\":{\"anyOf\":[{\"$ref\":\"#/$defs/node\"},{\"type\":\"null\"}]}},"
                + "\"required\":[\"left\",\"right\"],\"additionalProperties\":false}},\"$ref\":\"#/$defs/node\"}";
        JsonNode value = SampleValues.of("tree", tree);

        assertEquals(List.of(), Validator.faults(tree, value));
        assertTrue(value.toString().length() < 4_096, value::toString);
        assertTrue(value.path("left").isObject(), "a tree has branches");
    }
}
