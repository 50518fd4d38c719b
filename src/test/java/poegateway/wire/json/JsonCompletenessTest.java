package poegateway.wire.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonCompletenessTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''|false|false",
                "' '|false|false",
                "{|false|true",
                "{}|true|false",
                "[]|true|false",
                "[|false|true",
                "[{}|false|true",
                "{\"a\":\"}\"|false|true",
                "{\"a\":\"}\"}|true|false",
                "{\"a\":\"\\\"}\"}|true|false",
                "{\"a\":\"\\\\\"}|true|false",
                "{\"a\":\"\\\\\\\"}|false|true",
                "{\"a\":\"{|false|true",
                "{}\"|false|true",
                "\"a|false|true",
                "\"a\"|false|false",
                "{\"a\":[1,{\"b\":\"]\"}]}|true|false",
            })
    void argumentsAreCompleteWhenTheirBracketsAreClosed(String text, boolean complete, boolean open) {
        JsonCompleteness whole = new JsonCompleteness();
        whole.accept(text);
        assertEquals(complete, whole.isComplete(), text);
        assertEquals(open, whole.isOpen(), text);
        JsonCompleteness singly = new JsonCompleteness();
        text.chars().forEach(character -> singly.accept(Character.toString(character)));
        assertEquals(complete, singly.isComplete(), text);
        assertEquals(open, singly.isOpen(), text);
    }
}
