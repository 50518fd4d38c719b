package poegateway.architecture.broken.relay;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

public class KeepsByCaffeine {
    final Cache<String, String> cache = Caffeine.newBuilder().maximumSize(1).build();
}
