package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GatewayKeyTest {
    @Test
    void everyKeyHasTheSameFormAndIsItsOwn() {
        Random random = new Random(1);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String key = GatewayKey.create(random).reveal();
            assertTrue(key.matches("pgw_[0-9A-Za-z]{49}"), key);
            assertTrue(GatewayKey.isIntact(key), key);
            keys.add(key);
        }
        assertEquals(1_000, keys.size());
    }

    @Test
    void theLargestAndTheSmallestNumberHaveTheSameLength() {
        assertEquals(53, GatewayKey.create(bytes(0xFF)).reveal().length());
        assertEquals(53, GatewayKey.create(bytes(0)).reveal().length());
    }

    @Test
    void oneWrongCharacterAnywhereIsSeen() {
        String key = GatewayKey.create(new Random(2)).reveal();
        for (int i = 0; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String wrong = key.substring(0, i) + other + key.substring(i + 1);
            assertFalse(GatewayKey.isIntact(wrong), wrong);
        }
    }

    @Test
    void aKeyThatIsCutOrHasMoreBehindItIsSeen() {
        String key = GatewayKey.create(new Random(3)).reveal();
        assertFalse(GatewayKey.isIntact(key.substring(0, key.length() - 1)));
        assertFalse(GatewayKey.isIntact(key + "0"));
        assertFalse(GatewayKey.isIntact("pgw_"));
        assertFalse(GatewayKey.isIntact(""));
    }

    @Test
    void theDigestIsSha256() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", GatewayKey.sha256("abc"));
    }

    private static RandomGenerator bytes(int each) {
        return new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                java.util.Arrays.fill(bytes, (byte) each);
            }
        };
    }
}
