package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;

/** What JSON Schema says of values: numbers are the same when they are equal, whatever their form. */
final class Values {
    private Values() {}

    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(Values::order, other);
    }

    static boolean contains(JsonNode array, JsonNode value) {
        for (JsonNode item : array) {
            if (same(item, value)) {
                return true;
            }
        }
        return false;
    }

    private static int order(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        if (numbers) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** The number in its shortest form. */
    static NumericNode node(BigDecimal number) {
        return isWhole(number)
                ? BigIntegerNode.valueOf(number.toBigInteger())
                : DecimalNode.valueOf(number.stripTrailingZeros());
    }
}
