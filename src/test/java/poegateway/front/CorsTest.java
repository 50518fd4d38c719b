package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

final class CorsTest {
    private static final String PAGE = "https://page.example";

    private final FakeRequest fake = new FakeRequest();
    private final HttpFields.Mutable answer = HttpFields.build();

    @Test
    void withoutAListNothingIsSaid() {
        fake.header("origin", PAGE).header("access-control-request-method", "POST");
        Cors none = new Cors(List.of());
        none.mark(PAGE, answer);
        assertEquals(0, answer.size());
        assertFalse(none.preflight(fake.request(), fake.response()));
        assertEquals(Map.of(), fake.answered());
    }

    @Test
    void aListedPageMayReadAndIsNamed() {
        new Cors(List.of(PAGE)).mark(PAGE, answer);
        assertEquals(PAGE, answer.get("access-control-allow-origin"));
        assertEquals("Origin", answer.get("vary"));
        assertTrue(answer.get("access-control-expose-headers").contains("retry-after-ms"));
    }

    @Test
    void anotherPageMayNotAndNoPageIsNone() {
        Cors listed = new Cors(List.of(PAGE));
        listed.mark(null, answer);
        listed.mark("https://other.example", answer);
        assertNull(answer.get("access-control-allow-origin"));
    }

    @Test
    void allMeansAll() {
        new Cors(List.of("*")).mark("https://other.example", answer);
        assertEquals("*", answer.get("access-control-allow-origin"));
        assertNull(answer.get("vary"));
    }

    @Test
    void aQuestionBeforeARequestIsAnsweredWithWhatMayBeSent() {
        fake.header("origin", PAGE)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization, x-stainless-os");
        assertTrue(new Cors(List.of(PAGE)).preflight(fake.request(), fake.response()));
        assertEquals("authorization, x-stainless-os", fake.answered().get("access-control-allow-headers"));
        assertEquals("GET, POST, DELETE, OPTIONS", fake.answered().get("access-control-allow-methods"));
        assertEquals("600", fake.answered().get("access-control-max-age"));
    }

    @Test
    void oddNamesOfHeadersAreNotRepeatedAndAnyOtherQuestionIsNone() {
        Cors listed = new Cors(List.of(PAGE));
        fake.header("origin", PAGE);
        assertFalse(listed.preflight(fake.request(), fake.response()));
        fake.header("access-control-request-method", "POST").header("access-control-request-headers", "a\r\nb: c");
        assertTrue(listed.preflight(fake.request(), fake.response()));
        assertFalse(fake.answered().containsKey("access-control-allow-headers"));
    }
}
