package poegateway.front.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import poegateway.mcp.message.RpcException;

/** Headers that say again what single arguments of a tool are, where its schema wants that; they must say the same. */
final class ParameterHeaders {
    private static final String WANTED = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";

    private static final int NUMBER_CHARS_MAX = 40;

    private ParameterHeaders() {}

    /**
     * Compares them.
     *
     * @param tool as clients are told of it
     * @param header finds a header
     * @throws RpcException where one is missing, says something else, or says what is no argument
     */
    static void check(ObjectNode tool, JsonNode arguments, Function<String, Optional<String>> header) {
        for (Map.Entry<String, JsonNode> property :
                tool.path("inputSchema").path("properties").properties()) {
            JsonNode wanted = property.getValue().path(WANTED);
            if (wanted.isTextual()) {
                check(PREFIX + wanted.asText(), arguments.path(property.getKey()), header);
            }
        }
    }

    private static void check(String name, JsonNode argument, Function<String, Optional<String>> header) {
        Optional<String> given = header.apply(name);
        if (argument.isMissingNode() || argument.isNull()) {
            if (given.isPresent()) {
                throw StandardHeaders.mismatch("The header " + name + " is there, and its argument is not.");
            }
            return;
        }
        Optional<String> said = given.map(value -> StandardHeaders.decoded(name, value));
        boolean sameNumber = argument.isNumber()
                && said.flatMap(ParameterHeaders::number)
                        .filter(number -> number.compareTo(argument.decimalValue()) == 0)
                        .isPresent();
        if (!sameNumber) {
            StandardHeaders.same(name, argument.asText(), said);
        }
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > NUMBER_CHARS_MAX ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
