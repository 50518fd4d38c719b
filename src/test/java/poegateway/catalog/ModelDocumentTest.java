package poegateway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.AllowedModels;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

class ModelDocumentTest {
    private static final String SONNET =
            "{\"id\":\"Claude-Sonnet-4.6\",\"created\":1767225600123,\"architecture\":{\"id\":\"inner\",\"x\":[1, 2]}}";
    private static final String FLUX = "{\"created\": 1767225600, \"id\":\"black-forest/flux\"}";
    private static final String LIST =
            "{\"object\":\"list\",\"other\":[{\"id\":\"no\"}],\"data\":[" + SONNET + " , " + FLUX + "],\"more\":true}";

    @Test
    void millisecondsBecomeSecondsAndNothingElseChanges() {
        assertEquals(
                LIST.replace("1767225600123", "1767225600"), text(read(LIST).json(AllowedModels.ALL)));
    }

    @Test
    void aModelIsFoundInAnyCase() {
        Optional<String> sonnet = Optional.of(SONNET.replace("1767225600123", "1767225600"));
        for (String id : List.of("Claude-Sonnet-4.6", "claude-sonnet-4.6", "CLAUDE-sonnet-4.6")) {
            assertEquals(sonnet, read(LIST).json(id).map(ModelDocumentTest::text), id);
        }
        assertEquals(Optional.of(FLUX), read(LIST).json("black-forest/flux").map(ModelDocumentTest::text));
    }

    @Test
    void whatIsNoModelIsNotFound() {
        for (String id : List.of("inner", "no", "", "/", "claude", "flux")) {
            assertEquals(Optional.empty(), read(LIST).json(id).map(ModelDocumentTest::text), id);
        }
    }

    @Test
    void idsAreListedAsTheyAreSpelt() {
        assertEquals(
                List.of("Claude-Sonnet-4.6", "black-forest/flux"), read(LIST).ids(AllowedModels.ALL));
    }

    @Test
    void aListOfSomeModelsHoldsThemByteForByteAndAllThatStandsAroundThem() {
        String whole = LIST.replace("1767225600123", "1767225600");
        assertEquals(whole.replace(SONNET.replace("1767225600123", "1767225600") + " , ", ""), only("FLUX"));
        assertEquals(whole.replace(" , ", ","), only("flux", "claude-*"));
        String empty = whole.substring(0, whole.lastIndexOf("data\":[") + 7) + "],\"more\":true}";
        assertEquals(empty, only("none"));
        assertEquals(List.of("black-forest/flux"), read(LIST).ids(new AllowedModels(List.of("flux"))));
    }

    @Test
    void theFirstOfTwoModelsOfOneNameCounts() {
        ModelDocument models = read("{\"data\":[{\"id\":\"x\",\"owned_by\":\"A\"},{\"id\":\"X\",\"owned_by\":\"B\"}]}");
        assertEquals("A", models.card("x").orElseThrow().ownedBy());
    }

    private static String only(String... models) {
        return text(read(LIST).json(new AllowedModels(List.of(models))));
    }

    @Test
    void whatIsNoListOfModelsIsABadResponse() {
        for (String broken : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"data\":{}}",
                "{\"data\":[]}",
                "{\"data\":[{\"id\":\"\"},{\"name\":\"x\"}]}",
                "{\"data\":[{\"id\":\"x\"}",
                "{\"data\":[",
                "{\"data\":[{\"id\":\"x\"},5]}",
                "<html>",
                "{\"data\":[{\"id\":}]}")) {
            FailureException thrown = assertThrows(FailureException.class, () -> read(broken), broken);
            assertInstanceOf(ReplyFailure.BadResponse.class, thrown.failure(), broken);
        }
    }

    private static ModelDocument read(String json) {
        return ModelDocument.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
