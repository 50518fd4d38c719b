package poegateway.simulator.bot;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON object of a request whose fields are checked as they are read. Null counts as missing.
 *
 * @param place the way to it, such as {@code query.0.}; empty for the whole request
 */
record CheckedObject(String place, JsonNode node) {
    /** Most braces, brackets, names and values of a request: what bounds the memory of its tree. */
    static final long MAX_TOKENS = 500_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The whole of a request. */
    static CheckedObject of(byte[] body) throws InvalidRequestException {
        try {
            return new CheckedObject("", object("The body", MAPPER.readTree(body)));
        } catch (StreamConstraintsException e) {
            throw new InvalidRequestException("The body is too large, or too deep, to be read", e);
        } catch (IOException e) {
            throw new InvalidRequestException("The body is not valid JSON", e);
        }
    }

    /** The objects of an array that is written as a text. */
    static List<CheckedObject> arrayOf(String place, String json) throws InvalidRequestException {
        try {
            return objects(place, MAPPER.readTree(json));
        } catch (IOException e) {
            throw new InvalidRequestException(place + ": Input should be JSON", e);
        }
    }

    /** Whether there is such a field. */
    boolean has(String name) {
        return !node.path(name).isNull() && !node.path(name).isMissingNode();
    }

    /** A text that must be there. */
    String text(String name) throws InvalidRequestException {
        JsonNode text = required(name);
        if (!text.isTextual()) {
            throw wrong(name, "a valid string");
        }
        return text.textValue();
    }

    /** A text, or the usual one. */
    String text(String name, String usual) throws InvalidRequestException {
        return has(name) ? text(name) : usual;
    }

    /** Checks a number that need not be there. */
    void number(String name) throws InvalidRequestException {
        if (has(name) && !node.path(name).isNumber()) {
            throw wrong(name, "a valid number");
        }
    }

    /** An object that must be there. */
    CheckedObject child(String name) throws InvalidRequestException {
        return new CheckedObject(place + name + ".", object(place + name, required(name)));
    }

    /** An object, empty when it is not there. */
    CheckedObject childOrEmpty(String name) throws InvalidRequestException {
        return has(name) ? child(name) : new CheckedObject(place + name + ".", MAPPER.createObjectNode());
    }

    /** The objects of an array that must be there. */
    List<CheckedObject> children(String name) throws InvalidRequestException {
        return objects(place + name, required(name));
    }

    /** The objects of an array, none when it is not there. */
    List<CheckedObject> childrenOrNone(String name) throws InvalidRequestException {
        return has(name) ? children(name) : List.of();
    }

    /** The texts of an array, none when it is not there. */
    List<String> texts(String name) throws InvalidRequestException {
        var texts = new ArrayList<String>();
        if (has(name) && !node.path(name).isArray()) {
            throw wrong(name, "a valid list");
        }
        for (JsonNode item : node.path(name)) {
            if (!item.isTextual()) {
                throw wrong(name + "." + texts.size(), "a valid string");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private JsonNode required(String name) throws InvalidRequestException {
        if (!has(name)) {
            throw new InvalidRequestException(place + name + ": Field required");
        }
        return node.path(name);
    }

    private InvalidRequestException wrong(String name, String wanted) {
        return new InvalidRequestException(place + name + ": Input should be " + wanted);
    }

    private static JsonNode object(String place, JsonNode node) throws InvalidRequestException {
        if (!node.isObject()) {
            throw new InvalidRequestException(place + ": Input should be an object");
        }
        return node;
    }

    private static List<CheckedObject> objects(String place, JsonNode array) throws InvalidRequestException {
        if (!array.isArray()) {
            throw new InvalidRequestException(place + ": Input should be a valid list");
        }
        var objects = new ArrayList<CheckedObject>();
        for (JsonNode item : array) {
            String here = place + "." + objects.size();
            objects.add(new CheckedObject(here + ".", object(here, item)));
        }
        return objects;
    }
}
