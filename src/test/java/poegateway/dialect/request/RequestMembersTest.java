package poegateway.dialect.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.core.failure.ClientFailure.InvalidRequest;
import poegateway.core.failure.FailureException;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

class RequestMembersTest {
    private static final String VALUES =
            "{\"n\":null,\"t\":true,\"f\":false,\"i\":7,\"d\":-1.5,\"s\":\"x\",\"a\":[],\"A\":[[],{}],\"o\":{ },\"O\":{\"a\":{}},"
                    + "\"last\":0}";

    @Test
    void valuesAreReadAsFarAsTheyMatter() throws JsonFault {
        RequestMembers members = members(VALUES, false);
        assertEquals(new RequestMember.Null(), members.value("n"));
        assertEquals(new RequestMember.Flag(true), members.value("t"));
        assertEquals(new RequestMember.Flag(false), members.value("f"));
        assertEquals(new RequestMember.Numeric(7), members.value("i"));
        assertEquals(new RequestMember.Numeric(-1.5), members.value("d"));
        assertEquals(new RequestMember.Other(), members.value("s"));
        assertEquals(new RequestMember.EmptyArray(), members.value("a"));
        assertEquals(new RequestMember.Other(), members.value("A"));
        assertEquals(new RequestMember.EmptyObject(), members.value("o"));
        assertEquals(new RequestMember.Other(), members.value("O"));
        assertEquals(new RequestMember.Numeric(0), members.value("last"));
        assertEquals(new RequestMember.Null(), members.value("absent"));
    }

    @Test
    void aStringIsReadWhereItIsAskedForWithItsPlace() throws JsonFault {
        RequestMembers members = members("{\"a\":\"\\u0062c\",\"d\":[]}", true);
        assertEquals(new RequestMember.Text("bc", new ByteRange(5, 14)), members.value("a"));
        assertEquals(new RequestMember.EmptyArray(), members.value("d"));
    }

    @Test
    void theFirstOfANameStays() throws JsonFault {
        RequestMembers members = members("{\"a\":true}", false);
        RequestMember first = Objects.requireNonNull(members.find("a"));
        assertFalse(members.add(new RequestMember("a", first.walk(), 0, 0, RequestMember.Value.OTHER)));
        assertTrue(members.add(new RequestMember("b", first.walk(), 0, 0, RequestMember.Value.OTHER)));
        assertEquals(new RequestMember.Flag(true), members.value("a"));
        assertEquals(first, members.find("a"));
        assertNull(members.find("c"));
    }

    @Test
    void aMemberThatIsDroppedGoes() throws JsonFault {
        byte[] body = "{\"a\":1,\"b\":2}".getBytes(UTF_8);
        JsonCursor cursor = new JsonCursor(body);
        cursor.need();
        ObjectReader walk = ObjectReader.of(cursor);
        walk.next();
        RequestMember member =
                new RequestMember("a", walk, walk.member(), cursor.start(), RequestMember.Value.read(cursor));
        walk.next();
        walk.next();
        member.drop("an-edit");
        JsonEdits.Builder edits = JsonEdits.builder();
        walk.writeTo(edits);
        assertEquals("{\"b\":2}", new String(edits.build().apply(body), UTF_8));
    }

    @Test
    void whatIsRequiredMustBeThere() throws JsonFault {
        RequestMembers members = members("{\"a\":7,\"n\":null}", false);
        assertEquals(new RequestMember.Numeric(7), members.required("a"));
        assertRefused("The required parameter 'n' is missing.", () -> members.required("n"));
        assertRefused("The required parameter 'x' is missing.", () -> members.required("x"));
    }

    @Test
    void theModelIsAName() throws JsonFault {
        assertEquals("m", members("{\"model\":\"m\"}", true).model().text());
        RequestMembers none = members("{}", true);
        assertRefused("The required parameter 'model' is missing.", none::model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"\"", "\" \\n\"", "[]"})
    void whatIsNoNameOfAModelIsRefused(String value) throws JsonFault {
        RequestMembers members = members("{\"model\":" + value + "}", true);
        assertRefused("'model' must be the name of a model.", members::model);
    }

    @Test
    void aSwitchThatIsAbsentIsOff() throws JsonFault {
        RequestMembers members = members("{\"on\":true,\"off\":false,\"n\":null,\"one\":1}", false);
        assertTrue(members.isOn("on"));
        assertFalse(members.isOn("off"));
        assertFalse(members.isOn("n"));
        assertFalse(members.isOn("absent"));
        assertRefused("'one' must be true or false.", () -> members.isOn("one"));
    }

    private static void assertRefused(String message, Executable asked) {
        FailureException thrown = assertThrows(FailureException.class, asked);
        assertEquals(message, ((InvalidRequest) thrown.failure()).message());
    }

    private static RequestMembers members(String body, boolean texts) throws JsonFault {
        RequestMembers members = new RequestMembers();
        JsonCursor cursor = new JsonCursor(body.getBytes(UTF_8));
        assertEquals(JsonToken.START_OBJECT, cursor.need());
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            RequestMember.Value value = texts ? RequestMember.Value.readText(cursor) : RequestMember.Value.read(cursor);
            members.add(new RequestMember(name, walk, walk.member(), 0, value));
        }
        cursor.finish();
        return members;
    }
}
