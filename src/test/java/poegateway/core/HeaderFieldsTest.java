package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeaderFieldsTest {
    @Test
    void the_later_of_two_fields_of_one_name_takes_the_place_of_the_first() {
        HeaderFields fields =
                HeaderFields.builder().put("a", "1").put("b", "2").put("a", "3").build();

        assertEquals(List.of("a: 3", "b: 2"), lines(fields));
    }

    @Test
    void a_field_that_is_only_put_where_there_is_none_leaves_the_one_that_is_there() {
        HeaderFields fields = HeaderFields.builder()
                .put("a", "1")
                .putIfAbsent("a", "2")
                .putIfAbsent("b", "3")
                .build();

        assertEquals(List.of("a: 1", "b: 3"), lines(fields));
    }

    @Test
    void fields_of_another_message_take_the_places_of_those_of_their_names() {
        HeaderFields others = HeaderFields.builder().put("b", "3").put("c", "4").build();

        HeaderFields all = HeaderFields.builder()
                .put("a", "1")
                .put("b", "2")
                .putAll(others)
                .build();

        assertEquals(List.of("a: 1", "b: 3", "c: 4"), lines(all));
    }

    @Test
    void any_number_of_fields_keeps_its_order() {
        HeaderFields.Builder builder = HeaderFields.builder();
        IntStream.range(0, 100).forEach(i -> builder.put("name-" + i, "value-" + i));

        HeaderFields fields = builder.build();

        assertEquals("value-99", fields.get("name-99"));
        assertEquals(
                IntStream.range(0, 100)
                        .mapToObj(i -> "name-" + i + ": value-" + i)
                        .toList(),
                lines(fields));
    }

    @Test
    void a_name_that_is_not_there_has_no_value() {
        assertNull(HeaderFields.NONE.get("a"));
        assertNull(HeaderFields.of("a", "1").get("A"));
        assertEquals("1", HeaderFields.of("a", "1").get("a"));
    }

    private static List<String> lines(HeaderFields fields) {
        List<String> lines = new ArrayList<>();
        fields.forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }
}
