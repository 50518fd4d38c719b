package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.AccessFailure.KeyInUrl;
import poegateway.core.failure.AccessFailure.KeyRefused.Reason;
import poegateway.core.failure.FailureException;

final class CredentialsTest {
    @Test
    void keysAreReadFromBothHeadersAndEachOnce() {
        assertEquals(Set.of("a"), keys("authorization", "Bearer a"));
        assertEquals(Set.of("a"), keys("authorization", "bEARER   a "));
        assertEquals(Set.of("a"), keys("x-api-key", " a "));
        assertEquals(Set.of("a"), keys("authorization", "Bearer a", "x-api-key", "a"));
        assertEquals(Set.of("a", "b"), keys("authorization", "Bearer a", "x-api-key", "b"));
        assertEquals(Set.of("a", "b"), keys("authorization", "Bearer a", "authorization", "Bearer b"));
    }

    @Test
    void whatIsNoKeyIsNone() {
        assertEquals(Set.of(), keys());
        assertEquals(Set.of(), keys("authorization", "Basic a", "x-api-key", "  "));
        assertEquals(Set.of(), keys("authorization", "Bearer ", "authorization", "Beare a"));
    }

    @Test
    void whatStandsInPlaceOfAKeyIsTold() {
        assertEquals(Optional.empty(), misplaced());
        assertEquals(Optional.of(Reason.NO_BEARER), misplaced("authorization", "a"));
        assertEquals(Optional.of(Reason.NO_BEARER), misplaced("authorization", "Basic a"));
        assertEquals(Optional.of(Reason.EMPTY), misplaced("authorization", "Bearer"));
        assertEquals(Optional.of(Reason.EMPTY), misplaced("authorization", " "));
        assertEquals(Optional.of(Reason.EMPTY), misplaced("x-api-key", ""));
        assertEquals(Optional.of(Reason.OTHER_HEADER), misplaced("api-key", "a"));
        assertEquals(Optional.of(Reason.EMPTY), misplaced("api-key", "a", "x-api-key", ""));
    }

    @Test
    void keysInTheUrlAreRefusedByNameOrByTheirLook() {
        for (String query : List.of("key=x", "a=1&API_KEY=x", "token", "access_token=&b", "n=pgw_x", "a&b=pgw_")) {
            FailureException refused = assertThrows(FailureException.class, () -> Credentials.refuseInUrl(query));
            assertEquals(KeyInUrl.class, refused.failure().getClass());
        }
        assertDoesNotThrow(() -> Credentials.refuseInUrl(null));
        assertDoesNotThrow(() -> Credentials.refuseInUrl("limit=1&keys=2&n=xpgw_&pgw_"));
    }

    private static Set<String> keys(String... headers) {
        return Credentials.of(request(headers).request());
    }

    private static Optional<Reason> misplaced(String... headers) {
        return Credentials.misplaced(request(headers).request());
    }

    private static FakeRequest request(String... headers) {
        FakeRequest fake = new FakeRequest();
        for (int i = 0; i < headers.length; i += 2) {
            fake.header(headers[i], headers[i + 1]);
        }
        return fake;
    }
}
