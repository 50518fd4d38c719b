package poegateway.architecture.broken.config;

/** Allowed. */
public class ReadsEnvironment {
    final long startedMillis = System.currentTimeMillis();

    String key() {
        return System.getenv().getOrDefault("POE_API_KEY", "");
    }
}
