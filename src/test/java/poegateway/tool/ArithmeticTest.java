package poegateway.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the calculator understands. */
@Execution(ExecutionMode.CONCURRENT)
class ArithmeticTest {
    @Test
    void expressionsHaveTheirUsualMeaning() {
        Map<String, String> values = Map.ofEntries(
                Map.entry("1+2*3", "7"),
                Map.entry(" ( 1 + 2 ) * 3 ", "9"),
                Map.entry("0.1+0.2", "0.3"),
                Map.entry("2^10", "1024"),
                Map.entry("2^-2", "0.25"),
                Map.entry("-2^2", "-4"),
                Map.entry("2^3^2", "512"),
                Map.entry("10%4", "2"),
                Map.entry("-7%3", "-1"),
                Map.entry("1/4", "0.25"),
                Map.entry("sqrt(16)+1e3", "1004"),
                Map.entry("--1", "1"),
                Map.entry("12345678901234567890*10", "123456789012345678900"));
        values.forEach((expression, value) ->
                assertEquals(0, new Arithmetic(expression).value().compareTo(new BigDecimal(value)), expression));
    }

    @Test
    void whateverItIsGivenItEnds() {
        for (String odd : List.of(
                "",
                "(",
                "1+",
                "1 2",
                "a",
                "1/0",
                "5%0",
                "2^0.5",
                "2^99999",
                "9^9^9^9",
                "1e999999999",
                "1e99999999999999",
                "sqrt(-1)",
                "sqrt 4",
                "(".repeat(5_000),
                "2^".repeat(5_000) + "1",
                "9".repeat(2_000),
                "1e900*1e900",
                "..",
                "0^-1",
                "System.exit(0)",
                "1e900%1e-900",
                "\u0661")) {
            assertThrows(ArithmeticException.class, () -> new Arithmetic(odd).value(), odd);
        }
    }
}
