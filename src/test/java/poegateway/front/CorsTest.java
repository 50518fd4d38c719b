package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CorsTest {
    private static final String PAGE = "https://page.example";

    private final FakeRequest fake = new FakeRequest();

    @Test
    void withoutAListNothingIsSaid() {
        fake.header("origin", PAGE).header("access-control-request-method", "POST");
        Cors none = new Cors(List.of());
        none.mark(fake.request(), fake.response());
        assertFalse(none.preflight(fake.request(), fake.response()));
        assertEquals(Map.of(), fake.answered());
    }

    @Test
    void aListedPageMayReadAndIsNamed() {
        fake.header("origin", PAGE);
        new Cors(List.of(PAGE)).mark(fake.request(), fake.response());
        assertEquals(PAGE, fake.answered().get("access-control-allow-origin"));
        assertEquals("Origin", fake.answered().get("vary"));
        assertTrue(String.valueOf(fake.answered().get("access-control-expose-headers"))
                .contains("retry-after-ms"));
    }

    @Test
    void anotherPageMayNotAndNoPageIsNone() {
        Cors listed = new Cors(List.of(PAGE));
        listed.mark(fake.request(), fake.response());
        fake.header("origin", "https://other.example");
        listed.mark(fake.request(), fake.response());
        assertFalse(fake.answered().containsKey("access-control-allow-origin"));
    }

    @Test
    void allMeansAll() {
        fake.header("origin", "https://other.example");
        new Cors(List.of("*")).mark(fake.request(), fake.response());
        assertEquals("*", fake.answered().get("access-control-allow-origin"));
        assertFalse(fake.answered().containsKey("vary"));
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
