package poegateway.config;

import java.net.URI;

/** Addresses of the web, as settings give them. */
public final class WebAddresses {
    private WebAddresses() {}

    /** An address to listen on, without the brackets that a URL has around one of IPv6. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether it is http or https, without user, query and fragment. */
    static boolean isPlainHttp(URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        return http
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    /** Whether it is http with a host, perhaps with user and password, and nothing behind the port. */
    static boolean isProxy(URI url) {
        return "http".equals(url.getScheme())
                && url.getHost() != null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }

    /** The text with what stands before the host, a user and a password, as dots. */
    public static String masked(String text) {
        return text.replaceFirst("(?s)^([a-zA-Z][a-zA-Z0-9+.-]*://)?.*@", "$1•••@");
    }

    static URI withoutSlashAtEnd(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : url;
    }
}
