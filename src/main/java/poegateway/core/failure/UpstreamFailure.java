package poegateway.core.failure;

/** Poe, or the way to it, failed or refused. */
public sealed interface UpstreamFailure extends Failure permits ConnectFailure, ReplyFailure, PoeRefusal {
    @Override
    default Source source() {
        return Source.UPSTREAM;
    }
}
