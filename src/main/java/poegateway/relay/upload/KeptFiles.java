package poegateway.relay.upload;

import java.util.Optional;

/** Files that are kept for callers, who name them in their requests. */
@FunctionalInterface
public interface KeptFiles {
    /** The file of that caller; empty where it has none of that id. */
    Optional<KeptFile> find(String owner, String id);
}
