package poegateway.relay.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class SchemaMatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> SCHEMAS = List.of(
            "{}",
            "{'type':'object'}",
            "{'type':['string','null']}",
            "{'type':'integer'}",
            "{'type':'number','minimum':1,'exclusiveMaximum':7}",
            "{'maximum':1,'exclusiveMinimum':0}",
            "{'multipleOf':0.1}",
            "{'multipleOf':3}",
            "{'enum':[1,'a',null,{'a':[1]}]}",
            "{'const':1}",
            "{'const':{'a':1}}",
            "{'minLength':2,'maxLength':3}",
            "{'pattern':'^a+b?$'}",
            "{'required':['a','b']}",
            "{'properties':{'a':{'type':'integer'},'b':false}}",
            "{'properties':{'a':true},'additionalProperties':false}",
            "{'additionalProperties':{'type':'string'}}",
            "{'patternProperties':{'^a':{'type':'integer'}},'additionalProperties':false}",
            "{'propertyNames':{'maxLength':1}}",
            "{'minProperties':1,'maxProperties':1}",
            "{'dependentRequired':{'a':['b']}}",
            "{'dependentSchemas':{'a':{'required':['c']}}}",
            "{'items':{'type':'integer'}}",
            "{'prefixItems':[{'type':'integer'},{'type':'string'}],'items':false}",
            "{'minItems':1,'maxItems':2}",
            "{'uniqueItems':true}",
            "{'contains':{'type':'string'}}",
            "{'contains':{'type':'integer'},'minContains':0,'maxContains':1}",
            "{'allOf':[{'type':'object'},{'required':['a']}]}",
            "{'anyOf':[{'type':'string'},{'minimum':2}]}",
            "{'oneOf':[{'type':'integer'},{'minimum':2}]}",
            "{'not':{'type':'object'}}",
            "{'if':{'type':'object'},'then':{'required':['a']},'else':{'type':'array'}}",
            "{'if':{'type':'string'},'then':false}",
            "{'$defs':{'n':{'type':'object','properties':{'a':{'$ref':'#/$defs/n'}},'additionalProperties':false}},"
                    + "'$ref':'#/$defs/n'}",
            "{'properties':{'a':{'$ref':'#'}},'required':['a'],'type':'object'}",
            "{'$defs':{'a/b~c':{'const':1}},'properties':{'a':{'$ref':'#/$defs/a~1b~0c'}}}",
            "{'format':'date','default':7,'title':'t','examples':[{'$ref':'nowhere'}]}",
            "{'properties':{'pattern':{'type':'string'},'$ref':{'type':'string'}}}",
            "true",
            "false");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "1.0",
            "0.3",
            "2.5",
            "7",
            "-3",
            "1e400",
            "12345678901234567890",
            "''",
            "'a'",
            "'ab'",
            "'aab'",
            "'👋👋'",
            "'abcd'",
            "[]",
            "[1]",
            "[1,'a']",
            "['a',1]",
            "[1,2,3]",
            "{}",
            "{'a':1}",
            "{'a':'x'}",
            "{'b':1}",
            "{'a':1,'b':2}",
            "{'a':1,'c':'x'}",
            "{'ab':1}",
            "{'a':{'a':{}}}",
            "{'a':{'a':{'x':1}}}",
            "{'a':[1]}",
            "{'c':1}");

    @Test
    void everyValueFitsWhereAnotherValidatorSaysSo() throws IOException {
        for (String schema : SCHEMAS) {
            Schema judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(json(schema), InputFormat.JSON);
            for (String value : VALUES) {
                Optional<String> fault = fault(schema, value);
                if (value.equals("1e400") || (schema.contains("multipleOf") && value.length() > 15)) {
                    continue; // the other one fails at the first, and rounds the second
                }
                boolean fits = judge.validate(json(value), InputFormat.JSON).isEmpty();
                assertEquals(fits, fault.isEmpty(), schema + " " + value + " " + fault);
            }
        }
    }

    @Test
    void numbersAreTheSameHoweverTheyAreSpelled() throws IOException {
        assertEquals(Optional.empty(), fault("{'const':{'a':[1.0]}}", "{'a':[1]}"));
        assertEquals(Optional.empty(), fault("{'enum':[1]}", "1.0"));
        assertEquals(Optional.empty(), fault("{'multipleOf':3}", "12345678901234567890"));
        assertEquals(
                Optional.of("the value at /1 must not be the same as another"),
                fault("{'uniqueItems':true}", "[[1],[1.0]]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"type\":\"object\"} | 7 | the value must be of type \"object\"",
                "{\"required\":[\"city\"]} | {} | the value lacks the property 'city'",
                "{\"additionalProperties\":false} | {\"x\":1} | the value at /x must not be there",
                "{\"items\":{\"properties\":{\"n\":{\"minimum\":3}}}} | [{\"n\":3},{\"n\":1}] | the value at /1/n must be at least 3",
                "{\"enum\":[\"a\",\"b\"]} | \"c\" | the value must be one of [\"a\",\"b\"]",
                "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"object\",\"required\":[\"a\"]}]} | {} | the value fits none of the alternatives (anyOf): the value lacks the property 'a'",
                "{\"oneOf\":[true,true]} | 1 | the value fits more than one of the alternatives (oneOf)"
            })
    void aFaultNamesThePlaceAndWhatItMustBe(String schema, String value, String fault) throws IOException {
        assertEquals(Optional.of(fault), fault(schema, value));
    }

    @Test
    void schemasThatCostAnyAmountOfWorkAreGivenUp() throws IOException {
        StringBuilder doubling = new StringBuilder("{\"$ref\":\"#/$defs/a0\",\"$defs\":{");
        for (int i = 0; i < 60; i++) {
            String next = "{\"$ref\":\"#/$defs/a" + (i + 1) + "\"}";
            doubling.append("\"a" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        String evil = "\"" + "a".repeat(60) + "!\"";
        for (List<String> each : List.of(
                List.of(doubling + "\"a60\":true}}", "1"),
                List.of("{\"$ref\":\"#\"}", "1"),
                List.of("{\"pattern\":\"^((a|aa)+)+\\\\1x$\"}", evil),
                List.of("{\"uniqueItems\":true}", "[" + "1.5,".repeat(3_000) + "1]"))) {
            String[] pair = {each.get(0), each.get(1)};
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                if (pair[0].contains("unique")) {
                    assertEquals(true, fault(pair[0], pair[1]).isPresent());
                } else {
                    assertThrows(UncheckableSchemaException.class, () -> fault(pair[0], pair[1]));
                }
            });
        }
    }

    private static Optional<String> fault(String schema, String value) throws IOException {
        JsonNode read = JSON.readTree(json(schema));
        SchemaLimits.check(read);
        return new SchemaMatch(read).fault(JSON.readTree(json(value)));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
