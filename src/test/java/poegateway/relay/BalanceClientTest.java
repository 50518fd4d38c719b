package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.GatewayConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.Secret;

class BalanceClientTest {
    private static final String KEY = "AbCd1234-efgh.5678~Key";

    private final Ticker ticker = new Ticker(() -> 0);

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, ticker.size());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1000,1000", "-7,-7", "9223372036854775807,9223372036854775807"})
    void theBalanceIsAWholeNumberOfPoints(String said, long points) {
        assertEquals(points, inquire(200, "{\"current_point_balance\":" + said + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"99999999999999999999", "9223372036854775808", "-9223372036854775809", "1.5", "\"7\"", "null"})
    void whatIsNoNumberOfPointsIsABadResponse(String said) {
        assertEquals(
                "upstream_bad_response",
                fails(200, "{\"current_point_balance\":" + said + "}").code());
    }

    @Test
    void aKeyThatPoeRefusesIsToldAndNotShown() {
        assertEquals("upstream_auth", fails(401, "").code());
        Failure failure = fails(403, "{\"error\":{\"message\":\"" + KEY + " may not\"}}");
        assertFalse(failure.message().contains(KEY), failure.message());
    }

    private Failure fails(int status, String body) {
        return assertThrows(FailureException.class, () -> inquire(status, body)).failure();
    }

    private long inquire(int status, String body) {
        Relay.Environment environment = new Relay.Environment(
                ticker,
                GatewayConfig.defaults().timeLimits(),
                InstantSource.fixed(Instant.EPOCH),
                (duration, stopped) -> {},
                new Random(1));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        BalanceClient inquiry =
                new BalanceClient(call -> new ListingPoe.Said(status, "application/json", bytes), environment);
        return inquiry.points(Account.ofOperator("default", new Secret(KEY)), new Cancellation());
    }
}
