package poegateway.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import poegateway.wire.json.JsonSlice;

/** Places for arguments in the address and the body of a webhook. */
class TemplatesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NASTY = List.of(
            "a&b=c",
            "a?b#c",
            "x%2e%2e%2fadmin",
            "Zürich ☀ 😀",
            "\"},\"admin\":{\"x\":\"",
            "a\\nb\r\n\r\nGET / HTTP/1.1",
            "{city}{units}$1\\$0",
            "@evil.example:80",
            "..;",
            "a;b=c",
            "\u0000",
            "+ +");

    @Test
    void argumentsStandInPathAndQuery() throws IOException {
        UrlTemplate template = new UrlTemplate("https://tools.example:8443/v1/{city}/now?units={units}&fixed=1&n={n}");
        assertEquals(
                "https://tools.example:8443/v1/Rome/now?units=metric&fixed=1&n=2.5e3",
                url(template, "{\"city\":\"Rome\",\"units\":\"metric\",\"n\":2.5e3}"));
        assertEquals(
                "https://tools.example:8443/v1/7/now?fixed=1",
                url(template, "{\"city\":7,\"units\":null}"),
                "a pair whose argument is missing is left out");
        assertEquals("https://tools.example/", url(new UrlTemplate("https://tools.example"), "{}"));
        assertEquals(
                "https://tools.example/?list=%5B1%2C2%5D",
                url(new UrlTemplate("https://tools.example/?list={l}"), "{\"l\":[1,2]}"));
    }

    @Test
    void noArgumentLeavesItsPlaceInAnAddress() throws IOException {
        UrlTemplate template = new UrlTemplate("https://tools.example/v1/{city}/now?units={city}&fixed=1");
        for (String nasty : NASTY) {
            String arguments = "{\"city\":" + JSON.writeValueAsString(nasty) + "}";
            if (nasty.contains("\\")) {
                assertThrows(IOException.class, () -> url(template, arguments), nasty);
                continue;
            }
            HttpUrl seen = HttpUrl.get(url(template, arguments));
            assertEquals("tools.example", seen.host());
            assertEquals(List.of("v1", nasty, "now"), seen.pathSegments(), nasty);
            assertEquals(2, seen.querySize());
            assertEquals(nasty, seen.queryParameter("units"));
            assertEquals("1", seen.queryParameter("fixed"));
            assertEquals(
                    nasty,
                    URLDecoder.decode(
                            URI.create(seen.toString())
                                    .getRawPath()
                                    .split("/")[2]
                                    .replace("+", "%2B"),
                            UTF_8));
        }
    }

    @Test
    void aPathTakesNothingThatServersReadAsAnotherPath() {
        UrlTemplate template = new UrlTemplate("https://tools.example/v1/{city}/now");
        for (String value : List.of(
                "\"\"", "\".\"", "\"..\"", "\"a/b\"", "\"../admin\"", "\"..\\\\x\"", "[1]", "{\"a\":1}", "null")) {
            assertThrows(IOException.class, () -> url(template, "{\"city\":" + value + "}"), value);
        }
        assertThrows(IOException.class, () -> url(template, "{}"));
        UrlTemplate dotted = new UrlTemplate("https://tools.example/v1/%2e{city}/now");
        assertThrows(IOException.class, () -> url(dotted, "{\"city\":\".\"}"));
        UrlTemplate two = new UrlTemplate("https://tools.example/v1/{a}{b}");
        assertThrows(IOException.class, () -> url(two, "{\"a\":\".\",\"b\":\".\"}"));
        assertThrows(IOException.class, () -> url(template, "{\"city\":\"" + "x".repeat(9_000) + "\"}"));
    }

    @Test
    void onlyPathAndValuesOfAQueryHavePlaces() {
        for (String url : List.of(
                "https://{host}/",
                "https://a{host}.example/",
                "https://tools.example:{port}/",
                "https://tools.example{path}",
                "https://tools.example/?{q}",
                "https://tools.example/?{q}=1",
                "https://tools.example/#{q}",
                "https://user@tools.example/",
                "https://user:{p}@tools.example/",
                "https:///x",
                "https://tools.example/ x",
                "https://tools.example/\\x",
                "https://tools.example/{un closed",
                "ftp://tools.example/",
                "https://tools.example/%zz",
                "//tools.example/",
                "")) {
            assertThrows(UnfitToolException.class, () -> new UrlTemplate(url), url);
        }
    }

    @Test
    void aBodyKeepsItsShapeWhateverTheArgumentsHold() throws IOException {
        BodyTemplate template = BodyTemplate.of(
                        "{\"q\":\"in {city}!\",\"n\":\"{n}\",\"deep\":[\"{city}\",\"{none}\",{\"x\":\"{none}\",\"y\":null}],\"{city}\":true,\"open\":\"{ \"}")
                .orElseThrow();
        for (String nasty : NASTY) {
            JsonNode made = body(template, "{\"city\":" + JSON.writeValueAsString(nasty) + ",\"n\":[1,{\"a\":2}]}");
            assertEquals(
                    List.of("q", "n", "deep", "{city}", "open"),
                    List.copyOf(made.propertyStream()
                            .map(java.util.Map.Entry::getKey)
                            .toList()));
            assertEquals("in " + nasty + "!", made.path("q").asText());
            assertEquals("[1,{\"a\":2}]", made.path("n").toString());
            assertEquals(2, made.path("deep").size());
            assertEquals(nasty, made.at("/deep/0").asText());
            assertEquals("{\"y\":null}", made.at("/deep/1").toString());
        }
        assertEquals(
                "{\"q\":\"in !\",\"deep\":[{\"y\":null}],\"{city}\":true,\"open\":\"{ \"}",
                body(template, "{}").toString());
        for (String wrong : List.of("", "{", "{} {}", "{city}", "nul")) {
            assertTrue(BodyTemplate.of(wrong).isEmpty(), wrong);
        }
    }

    private static String url(UrlTemplate template, String arguments) throws IOException {
        return template.with(TemplateArguments.of(JsonSlice.of(arguments))).toString();
    }

    private static JsonNode body(BodyTemplate template, String arguments) throws IOException {
        return JSON.readTree(template.with(TemplateArguments.of(JsonSlice.of(arguments))));
    }
}
