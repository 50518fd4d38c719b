package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectReaderTest {
    private static final int ROUNDS = 3_000;

    /** Something that is done to the walk once it is over. */
    private interface Change {
        void to(ObjectReader walk);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":2,\"c\":3}|0|{\"b\":2,\"c\":3}",
                "{\"a\":1,\"b\":2,\"c\":3}|1|{\"a\":1,\"c\":3}",
                "{\"a\":1,\"b\":2,\"c\":3}|2|{\"a\":1,\"b\":2}",
                "{ \"a\" : [1] , \"b\" : { } }|0|{\"b\" : { } }",
                "{ \"a\" : [1] , \"b\" : { } }|1|{ \"a\" : [1]}",
                "{\"a\":1}|0|{}",
                "{ \"a\":1 }|0|{}",
            })
    void aMemberGoesWithItsComma(String json, int member, String left) throws JsonFault {
        assertEquals(left, after(json, walk -> walk.drop(member, "x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{\"n\":0}",
                "{ }|{\"n\":0}",
                "{\"a\":1}|{\"a\":1,\"n\":0}",
                "{\"a\":1 }|{\"a\":1,\"n\":0 }",
            })
    void aMemberIsAddedAtTheEnd(String json, String left) throws JsonFault {
        assertEquals(left, after(json, walk -> walk.add("\"n\":0", "x")));
    }

    @Test
    void aMemberIsAddedBehindTheOneThatIsNamed() throws JsonFault {
        String json = "{\"a\":1,\"b\":2}";
        assertEquals("{\"a\":1,\"n\":0,\"b\":2}", after(json, walk -> walk.addAfter(0, "\"n\":0", "x")));
        assertEquals("{\"a\":1,\"b\":2,\"n\":0}", after(json, walk -> walk.addAfter(1, "\"n\":0", "x")));
        assertEquals("{\"a\":1,\"b\":2,\"n\":0,\"m\":0}", after(json, walk -> {
            walk.add("\"n\":0", "x");
            walk.add("\"m\":0", "x");
        }));
    }

    @Test
    void aMemberIsRenamedWhateverEscapesItsNameHas() throws JsonFault {
        assertEquals("{\"b\" : 1}", after("{\"a\" : 1}", walk -> walk.rename(0, "b", "x")));
        assertEquals("{\"b\":1}", after("{\"a\\\"\\\\\":1}", walk -> walk.rename(0, "b", "x")));
        assertEquals("{\"z\":0,\"b\":1}", after("{\"z\":0,\"a\":1}", walk -> walk.rename(1, "b", "x")));
    }

    @Test
    void oneThatIsReplacedIsDroppedAndAdded() throws JsonFault {
        assertEquals("{\"b\":2,\"a\":3}", after("{\"a\":1,\"b\":2}", walk -> {
            walk.drop(0, "x");
            walk.add("\"a\":3", "x");
        }));
        assertEquals("{\"a\":3}", after("{ \"a\":1 }", walk -> {
            walk.drop(0, "x");
            walk.add("\"a\":3", "x");
        }));
    }

    @Test
    void theNamesOfTheEditsAreTold() throws JsonFault {
        byte[] bytes = "{\"a\":1,\"b\":2}".getBytes(UTF_8);
        JsonEdits.Builder edits = JsonEdits.builder();
        JsonCursor cursor = new JsonCursor(bytes);
        cursor.need();
        ObjectReader walk = ObjectReader.of(cursor);
        List<Integer> numbers = new ArrayList<>();
        while (walk.next() != null) {
            numbers.add(walk.member());
        }
        assertEquals(List.of(0, 1), numbers);
        walk.drop(0, "dropped");
        walk.rename(1, "c", "renamed");
        walk.writeTo(edits);
        assertEquals(List.of("dropped", "renamed"), edits.build().ids());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 18, 40})
    void aKeyThatComesTwiceIsRefusedHoweverManyThereAre(int members) throws JsonFault {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            keys.add("\"k" + i + "\":" + i);
        }
        String json = "{" + String.join(",", keys);
        assertEquals(members, count(json + "}", true));
        for (int again = 0; again < members; again++) {
            String twice = json + ",\"k" + again + "\":{}}";
            JsonFault fault = assertThrows(JsonFault.class, () -> count(twice, true));
            assertEquals(JsonFault.Kind.DUPLICATE_KEY, fault.kind());
            assertEquals("k" + again, fault.path());
            assertEquals(members + 1, count(twice, false));
        }
    }

    @Test
    void whateverGoesAndComesTheRestIsTheSameJson() throws JsonFault {
        long seed = 41;
        Random random = new Random(seed);
        String[] values = {"1", "\"a,}\"", "{ \"x\":[] }", "[1, {}]", "null"};
        for (int round = 0; round < ROUNDS; round++) {
            List<String> expected = new ArrayList<>();
            List<Integer> gone = new ArrayList<>();
            StringBuilder json = new StringBuilder("{");
            int members = random.nextInt(5);
            for (int i = 0; i < members; i++) {
                String value = values[random.nextInt(values.length)];
                json.append(blank(random)).append(i == 0 ? "" : ",").append(blank(random));
                json.append("\"k")
                        .append(i)
                        .append("\"")
                        .append(blank(random))
                        .append(":")
                        .append(value);
                if (random.nextBoolean()) {
                    gone.add(i);
                } else {
                    expected.add("k" + i);
                }
            }
            json.append(blank(random)).append('}');
            boolean adds = random.nextBoolean();
            if (adds) {
                expected.add("n");
            }
            String left = after(json.toString(), walk -> {
                gone.forEach(member -> walk.drop(member, "x"));
                if (adds) {
                    walk.add("\"n\":0", "x");
                }
            });
            assertEquals(expected, names(left), () -> "seed " + seed + ": " + json + " became " + left);
        }
    }

    private static String blank(Random random) {
        return random.nextInt(3) == 0 ? " " : "";
    }

    private static List<String> names(String json) throws JsonFault {
        List<String> names = new ArrayList<>();
        JsonCursor cursor = new JsonCursor(json.getBytes(UTF_8));
        cursor.need();
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            names.add(name);
        }
        cursor.finish();
        assertTrue(names.stream().distinct().collect(Collectors.toList()).equals(names), json);
        return names;
    }

    private static int count(String json, boolean keysMustDiffer) throws JsonFault {
        JsonCursor cursor = new JsonCursor(json.getBytes(UTF_8));
        cursor.need();
        ObjectReader walk = keysMustDiffer ? ObjectReader.withoutDuplicates(cursor) : ObjectReader.of(cursor);
        int count = 0;
        while (walk.next() != null) {
            count++;
        }
        return count;
    }

    private static String after(String json, Change change) throws JsonFault {
        byte[] bytes = json.getBytes(UTF_8);
        JsonEdits.Builder edits = JsonEdits.builder();
        JsonCursor cursor = new JsonCursor(bytes);
        cursor.need();
        ObjectReader walk = ObjectReader.of(cursor);
        while (walk.next() != null) {
            // Only the whole object matters.
        }
        change.to(walk);
        walk.writeTo(edits);
        return new String(edits.build().apply(bytes), UTF_8);
    }
}
