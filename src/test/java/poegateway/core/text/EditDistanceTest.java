package poegateway.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EditDistanceTest {
    @Test
    void lettersPutInTakenOutAndChangedCountOneEach() {
        assertEquals(0, EditDistance.between("same", "same"));
        assertEquals(1, EditDistance.between("gpt-4o", "gpt4o"));
        assertEquals(3, EditDistance.between("kitten", "sitting"));
        assertEquals(4, EditDistance.between("", "four"));
        assertEquals(4, EditDistance.between("four", ""));
    }

    @Test
    void neighboursThatChangedPlacesCountOne() {
        assertEquals(1, EditDistance.between("prot", "port"));
        assertEquals(1, EditDistance.between("ab", "ba"));
        assertEquals(2, EditDistance.between("abcd", "badc"));
        assertEquals(3, EditDistance.between("ca", "abc"), "a pair that changed places is not edited again");
    }

    @Test
    void itIsTheSameBothWaysAndNeverMoreThanTheLongerName() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            String one = word(random);
            String other = word(random);
            int distance = EditDistance.between(one, other);
            assertEquals(distance, EditDistance.between(other, one), () -> one + " " + other);
            assertTrue(distance <= Math.max(one.length(), other.length()), () -> one + " " + other);
            assertTrue(distance >= Math.abs(one.length() - other.length()), () -> one + " " + other);
            assertEquals(distance == 0, one.equals(other));
        }
    }

    private static String word(Random random) {
        return String.join("", Collections.nCopies(random.nextInt(4), random.nextBoolean() ? "ab" : "ba"))
                + (char) ('a' + random.nextInt(3));
    }
}
