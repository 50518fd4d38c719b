package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.config.KeyConfig;
import poegateway.config.LimitsConfig;

class KeyListingTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void aKeyThatHoldsUntilTheEndOfADayShowsThatDay() {
        String table = keyUntil("2028-01-01T00:00:00Z").table();
        assertTrue(table.contains("  end of 2027-12-31 UTC  "), table);
    }

    @Test
    void aKeyThatHoldsUntilATimeShowsThatTime() {
        String table = keyUntil("2027-12-31T18:00:00Z").table();
        assertTrue(table.contains("  2027-12-31T18:00:00Z  "), table);
    }

    @Test
    void programsGetTheExactTime() {
        String json = keyUntil("2028-01-01T00:00:00Z").json();
        assertTrue(json.contains("\"expires\" : \"2028-01-01T00:00:00Z\""), json);
    }

    private static KeyListing keyUntil(String end) {
        KeyConfig bare = KeyConfig.hashed("ci", "0".repeat(64));
        KeyConfig key = new KeyConfig(
                bare.name(),
                bare.sha256(),
                Optional.empty(),
                bare.scopes(),
                Optional.of(Instant.parse(end)),
                bare.models(),
                bare.requestsPerMinute(),
                bare.concurrentStreams(),
                bare.costCentsPerDay(),
                bare.account(),
                bare.revoked());
        return new KeyListing(List.of(key), LimitsConfig.defaults(), Map.of(), NOW);
    }
}
