package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

class PointsClientTest {
    private static final String KEY = "AbCd1234-efgh.5678~Key";

    private static final Account ACCOUNT = Account.ofOperator("default", new Secret(KEY));

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

    @Test
    void anAddressThatPoeDoesNotHaveIsNotAModelThatItLacks() {
        for (String said : List.of(
                "{\"error\":{\"message\":\"Not found\",\"type\":\"not_found_error\",\"code\":404}}",
                "{\"error\":{\"message\":\"Not found\",\"code\":\"model_not_found\"}}")) {
            Failure failure = fails(404, said);
            assertEquals("upstream_bad_response", failure.code());
            assertTrue(failure.message().contains("status 404, Not found"), failure.message());
        }
    }

    @Test
    void whatPointsWereSpentForIsReadAndWhatIsHalfToldIsLeftOut() {
        PointsClient.History history = client(
                        200,
                        "{\"has_more\":true,\"length\":3,\"data\":["
                                + "{\"creation_time\":1761523099056852,\"bot_name\":\"Sora-2\",\"query_id\":\"q\",\"usage_type\":\"API\","
                                + "\"cost_points\":-6554},{\"creation_time\":1,\"bot_name\":\"x\"},{}]}")
                .history(ACCOUNT, new Cancellation());
        assertEquals(
                new PointsClient.History(
                        List.of(new PointsClient.Use(
                                Instant.parse("2025-10-26T23:58:19.056852Z"), "Sora-2", "API", -6554)),
                        true),
                history);
        for (String said : List.of("[]", "{}", "{\"data\":7}", "<html>")) {
            PointsClient client = client(200, said);
            Failure failure = assertThrows(FailureException.class, () -> client.history(ACCOUNT, new Cancellation()))
                    .failure();
            assertEquals("upstream_bad_response", failure.code(), said);
        }
    }

    private Failure fails(int status, String body) {
        return assertThrows(FailureException.class, () -> inquire(status, body)).failure();
    }

    private long inquire(int status, String body) {
        return client(status, body).left(ACCOUNT, new Cancellation());
    }

    private PointsClient client(int status, String body) {
        Relay.Environment environment = new Relay.Environment(
                ticker,
                GatewayConfig.defaults().timeLimits(),
                InstantSource.fixed(Instant.EPOCH),
                (duration, stopped) -> {},
                new Random(1));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new PointsClient(call -> new ListingPoe.Said(status, "application/json", bytes), environment);
    }
}
