package poegateway.dialect.bot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.dialect.RequestOutline;
import poegateway.wire.json.JsonEdits;

/** Where a query gets further options of its model: where they are read, by the rule of the protocol's own reader. */
class QueryOptionsTest {
    private static final String OPTION = "\"a\":1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'role':'user','content':'x'} | {'parameters':{'a':1},'role':'user','content':'x'}",
                "{ 'role' : 'user' } | {'parameters':{'a':1}, 'role' : 'user' }",
                "{'role':'user','parameters':{}} | {'role':'user','parameters':{'a':1}}",
                "{'parameters':{ 'b':2 },'role':'user'} | {'parameters':{'a':1, 'b':2 },'role':'user'}",
                "{'role':'user','parameters':null} | {'role':'user','parameters':{'a':1}}",
                "{'role':'user'},{'role':'bot','parameters':{}} | {'parameters':{'a':1},'role':'user'},{'role':'bot','parameters':{}}",
                "{'role':'user','parameters':{'b':2}},{'role':'user'} | {'role':'user','parameters':{'b':2}},{'parameters':{'a':1},'role':'user'}",
                "{'role':'system','parameters':{'b':2}},{'role':'bot'} | {'role':'system','parameters':{'a':1,'b':2}},{'role':'bot'}",
                "{'role':'system'},{'role':'bot'} | {'role':'system'},{'parameters':{'a':1},'role':'bot'}",
                "{} | {'parameters':{'a':1}}",
            })
    void anOptionIsPutWhereOptionsAreRead(String messages, String expected) {
        byte[] body = body(messages);
        RequestOutline.OptionsPlace place = outline(body).optionsAt().orElseThrow();
        JsonEdits edit = JsonEdits.builder()
                .replace(
                        place.range().from(),
                        place.range().to(),
                        place.text(OPTION).getBytes(UTF_8),
                        "x")
                .build();
        assertEquals(new String(body(expected), UTF_8), new String(edit.apply(body), UTF_8));
        QueryOpening.read(edit.apply(body), "m");
    }

    @Test
    void whatTheUsersLastMessageSaysIsKnownByName() {
        byte[] body = body("{'role':'user','parameters':{'a':1}},{'parameters':{'b':[1],'c':'x'},'role':'user'},"
                + "{'role':'bot','parameters':{'d':1}}");
        assertTrue(Stream.of("b", "c").allMatch(outline(body)::has));
        assertTrue(Stream.of("a", "d", "x").noneMatch(outline(body)::has));
        int at = outline(body).valueAt("c");
        assertEquals("\"x\"", new String(body, at, 3, UTF_8));
    }

    @Test
    void nothingIsPutWhereOptionsHaveAnotherForm() {
        assertTrue(outline(body("{'role':'user','parameters':'x'}")).optionsAt().isEmpty());
        assertTrue(outline(body("")).optionsAt().isEmpty());
    }

    private static RequestOutline outline(byte[] body) {
        return QueryOpening.read(body, "m").outline();
    }

    private static byte[] body(String messages) {
        return ("{\"query\":[" + messages.strip().replace('\'', '"') + "]}").getBytes(UTF_8);
    }
}
