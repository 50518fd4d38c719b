package poegateway.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits that a new key gets. */
final class KeyLimitOptions {
    private @Nullable Integer requestsPerMinute;
    private @Nullable Integer concurrentStreams;
    private @Nullable Integer costCentsPerDay;
    private List<String> tools = List.of();

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "Most requests in a minute.")
    void requestsPerMinute(Integer limit) {
        requestsPerMinute = limit;
    }

    @Option(names = "--concurrent-streams", paramLabel = "N", description = "Most streams at once.")
    void concurrentStreams(Integer limit) {
        concurrentStreams = limit;
    }

    @Option(
            names = "--cost-cents-per-day",
            paramLabel = "CENTS",
            description = "Most that its requests may cost in a day of UTC, in US cents.")
    void costCentsPerDay(Integer limit) {
        costCentsPerDay = limit;
    }

    @Option(
            names = "--tools",
            split = ",",
            paramLabel = "TOOL",
            description = "Tools that the gateway may run for it, as names, or as beginnings followed by *.")
    void tools(List<String> allowed) {
        tools = List.copyOf(allowed);
    }

    Optional<Integer> requestsPerMinute() {
        return Optional.ofNullable(requestsPerMinute);
    }

    Optional<Integer> concurrentStreams() {
        return Optional.ofNullable(concurrentStreams);
    }

    Optional<Integer> costCentsPerDay() {
        return Optional.ofNullable(costCentsPerDay);
    }

    /** Empty for all. */
    List<String> tools() {
        return tools;
    }
}
