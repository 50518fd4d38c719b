package poegateway.architecture.broken.relay;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.LocalBucketBuilder;

public class PacesByBucket4j {
    final LocalBucketBuilder bucket = Bucket.builder();
}
