package poegateway.architecture.broken.relay;

public class ReadsEnvironment {
    String key() {
        return System.getenv().getOrDefault("POE_API_KEY", "");
    }
}
