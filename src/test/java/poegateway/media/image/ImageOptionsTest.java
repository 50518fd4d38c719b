package poegateway.media.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import poegateway.catalog.Catalog;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelDocument;
import poegateway.core.failure.FailureException;
import poegateway.simulator.answer.Catalogue;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

class ImageOptionsTest {
    private static final Catalog CATALOG = catalog();

    @Test
    void aSizeIsSaidInTheWayOfEachModel() {
        assertEquals("{aspect=\"2:3\"}", written("gpt-image-1", "size", "\"1024x1536\""));
        assertEquals("{aspect=\"7:4\"}", written("dall-e-3", "size", "\"1792x1024\""));
        assertEquals("{aspect=\"16:9\"}", written("flux-2-turbo", "size", "\"1792x1024\""));
        assertEquals("{size=\"1536*1024\"}", written("qwen-image", "size", "\"1536x1024\""));
        assertEquals("{height=768, width=1024}", written("flux-schnell-di", "size", "\"1024x768\""));
        assertEquals("{height=\"256\", width=\"128\"}", written("retro-diffusion-core", "size", "\"128x256\""));
        assertEquals("{aspect_ratio=\"9:16\"}", written("imagen-3", "size", "\"720x1280\""));
        assertEquals("{aspect=\"16:9\"}", written("flux-2-turbo", "aspect_ratio", "\"16:9\""));
        assertEquals("{aspect=\"16:9\"}", written("flux-2-turbo", "size", "\"16:9\""));
    }

    @Test
    void anythingWillDoWhereTheCallerSaysSo() {
        assertEquals("{}", written("gpt-image-1", "size", "\"auto\""));
        assertEquals("{}", written("gpt-image-1", "quality", "\"auto\""));
        assertEquals("{}", written("gpt-image-1", "moderation", "\"auto\""));
        assertEquals("{}", written("gpt-image-1", "user", "\"me\""));
        assertEquals("{}", written("gpt-image-1", "partial_images", "0"));
    }

    @Test
    void aQualityHasOtherNamesElsewhere() {
        assertEquals("{quality=\"medium\"}", written("gpt-image-1", "quality", "\"standard\""));
        assertEquals("{quality=\"high\"}", written("gpt-image-1", "quality", "\"hd\""));
        assertEquals("{quality=\"low\"}", written("gpt-image-1", "quality", "\"low\""));
        assertTrue(refused("gpt-image-1", "quality", "\"best\"").contains("one of low, medium, high"));
    }

    @Test
    void parametersOfTheModelsOwnMayBeSetAndAreChecked() {
        assertEquals("{style=\"ANIME\"}", written("ideogram-v2", "style", "\"ANIME\""));
        assertEquals("{num_inference_steps=20}", written("flux-dev-di", "num_inference_steps", "20"));
        assertTrue(refused("flux-dev-di", "num_inference_steps", "99").contains("1 to 50"));
        assertTrue(refused("flux-schnell-di", "size", "\"4000x1000\"").contains("128 to 1920 pixels in width"));
    }

    @Test
    void aShapeThatNoParameterHasIsRefusedAndNotBentTo() {
        assertTrue(refused("gpt-image-1", "size", "\"1792x1024\"").contains("of the shape of 1:1, 3:2, 2:3"));
        assertTrue(refused("gpt-image-1", "size", "\"large\"").contains("of the shape of 1:1, 3:2, 2:3"));
    }

    @Test
    void aListThatMayBeOldIsNoReasonToRefuse() {
        ImageOptions.Written written = ImageOptions.of(
                asked(Map.of("size", JsonSlice.of("\"1792x1024\""))), CATALOG.card("gpt-image-1"), false);
        assertEquals(List.of("size"), written.dropped());
    }

    @Test
    void aModelThatTalksIsToldToDrawUnlessTheCallerWantsBoth() {
        assertEquals("{image_only=true}", written("nano-banana", "user", "\"me\""));
        assertEquals("{image_only=false}", written("nano-banana", "image_only", "false"));
    }

    @Test
    void aModelThatNobodyListsGetsEverythingButWhatRequestsThemselvesHave() {
        Map<String, JsonSlice> options = new LinkedHashMap<>();
        options.put("size", JsonSlice.of("\"1024x1024\""));
        options.put("mood", JsonSlice.of("1"));
        Map<String, JsonSlice> sent = Map.copyOf(options);
        options.put("messages", JsonSlice.of("[]"));
        ImageOptions.Written written = ImageOptions.of(asked(options), Optional.empty(), true);
        assertEquals(sent, written.parameters());
        assertEquals(List.of("messages"), written.dropped());
    }

    private static ImageRequest asked(Map<String, JsonSlice> options) {
        return new ImageRequest(
                "any", JsonText.of("a cat"), 1, ImageRequest.Form.URL, false, options, List.of(), Optional.empty());
    }

    private static Catalog catalog() {
        CurrentCatalog catalog = new CurrentCatalog(Map.of());
        catalog.update(ModelDocument.read(Catalogue.bundled().document()));
        return catalog.get();
    }

    private static String written(String model, String name, String value) {
        return new TreeMap<>(of(model, name, value).parameters()).toString();
    }

    private static String refused(String model, String name, String value) {
        FailureException refused = assertThrows(FailureException.class, () -> of(model, name, value));
        assertEquals("unsupported_value", refused.failure().code());
        assertEquals(name, refused.failure().param());
        return refused.failure().message();
    }

    private static ImageOptions.Written of(String model, String name, String value) {
        return ImageOptions.of(
                asked(Map.of(name, JsonSlice.of(value))),
                Optional.of(CATALOG.card(model).orElseThrow()),
                true);
    }
}
