package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader that other tests trust must itself refuse what is wrong. */
final class OpenMetricsTest {
    @Test
    void aSoundTextIsRead() {
        OpenMetrics read = OpenMetrics.read("""
                # TYPE a_seconds histogram
                # UNIT a_seconds seconds
                # HELP a_seconds What.
                a_seconds_bucket{x="1, \\"y\\"",le="0.1"} 1
                a_seconds_bucket{x="1, \\"y\\"",le="+Inf"} 2
                a_seconds_count{x="1, \\"y\\""} 2
                a_seconds_sum{x="1, \\"y\\""} 0.3
                # TYPE b counter
                b_total 4
                # EOF
                """);
        assertEquals(4, read.value("b_total", Map.of()));
        assertEquals("histogram", read.types().get("a_seconds"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# TYPE a counter\na 1\n# EOF\n",
                "# TYPE a gauge\na 1\n",
                "# TYPE a gauge\na 1\na 2\n# EOF\n",
                "# TYPE a gauge\nb 1\n# EOF\n",
                "a 1\n# EOF\n",
                "# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n# EOF\n",
                "# TYPE a gauge\na{x=1} 1\n# EOF\n",
                "# TYPE a_total counter\na_total 1\n# EOF\n",
                "# TYPE a counter\na_total -1\n# EOF\n",
                "# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n",
                "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x=\"1\"} 1\n# EOF\n",
                "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n# EOF\n",
                "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 2\na_sum 1\n# EOF\n",
                "# TYPE a histogram\na_bucket{le=\"1\"} 1\na_count 1\na_sum 1\n# EOF\n"
            })
    void whatTheFormatForbidsIsRefused(String text) {
        assertThrows(AssertionError.class, () -> OpenMetrics.read(text));
    }
}
