package poegateway.front;

import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/** The one spelling of a path. Clients put {@code /v1} into their base URL once, twice or not at all, and slashes where they like. */
final class PathNormalizer {
    private static final String VERSION = "/v1";

    private PathNormalizer() {}

    /** Without dot segments, as RFC 3986 resolves them; null when they lead above the root. */
    static @Nullable String resolved(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        return path.equals("*") ? RouteTable.WHOLE_SERVER : URIUtil.normalizePath(path);
    }

    /** {@code //v1/x}, {@code /v1/v1/x/}, {@code /v1/x} and {@code /x} are the same; the gateway's own paths have no v1. */
    static String canonical(String path) {
        String bare = path;
        while (bare.startsWith("//")) {
            bare = bare.substring(1);
        }
        while (bare.endsWith("/") && bare.length() > 1) {
            bare = bare.substring(0, bare.length() - 1);
        }
        while (bare.equals(VERSION) || bare.startsWith(VERSION + "/")) {
            bare = bare.substring(VERSION.length());
        }
        if (bare.isEmpty() || bare.equals("/")) {
            return "/";
        }
        return bare.startsWith("//") ? canonical(bare) : bare;
    }
}
