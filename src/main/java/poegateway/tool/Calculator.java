package poegateway.tool;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolUse;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Reckons: sums, products, powers and roots of decimal numbers, to 34 digits. It understands nothing else, and runs nothing. */
public final class Calculator implements GatewayTool {
    private static final JsonSlice PARAMETERS = JsonSlice.of(
            "{\"type\":\"object\",\"properties\":{\"expression\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":"
                    + "1000,\"description\":\"Numbers, + - * / % ^, brackets and sqrt(…), such as (2 + 3) * 1.5\"}},"
                    + "\"required\":[\"expression\"],\"additionalProperties\":false}");

    private static final int PLAIN_DIGITS = 40;

    @Override
    public String name() {
        return "calculator";
    }

    @Override
    public String description() {
        return "Evaluates an arithmetic expression exactly, to 34 digits.";
    }

    @Override
    public JsonSlice parameters() {
        return PARAMETERS;
    }

    @Override
    public String run(JsonSlice arguments, ToolUse use) throws IOException {
        String expression = JsonMembers.of(arguments)
                .getOrDefault("expression", JsonSlice.NULL)
                .text()
                .decoded();
        try {
            BigDecimal value = new Arithmetic(expression).value().round(MathContext.DECIMAL128);
            BigDecimal shortest = value.stripTrailingZeros();
            boolean plain = Math.abs(shortest.scale()) <= PLAIN_DIGITS;
            return plain ? shortest.toPlainString() : shortest.toString();
        } catch (ArithmeticException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }
}
