package poegateway.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import poegateway.config.AliasConfig;
import poegateway.config.ParameterValue;

/** Lists of models for tests. */
final class Lists {
    private Lists() {}

    static ModelDocument of(String... ids) {
        return read(Arrays.stream(ids)
                .map(id -> "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1767225600123}")
                .collect(Collectors.joining(",", "{\"object\":\"list\",\"data\":[", "]}")));
    }

    static ModelDocument read(String json) {
        return ModelDocument.read(json.getBytes(StandardCharsets.UTF_8));
    }

    static AliasConfig alias(String model) {
        return new AliasConfig(model, Map.of());
    }

    static AliasConfig alias(String model, String parameter, String value) {
        return new AliasConfig(model, Map.of(parameter, ParameterValue.parse(value)));
    }
}
