package poegateway.front;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request with given headers and body, and an answer whose headers can be looked at; all else is missing. */
public final class FakeRequest {
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final Map<String, String> answered = new LinkedHashMap<>();
    private String protocol = "HTTP/1.1";
    private InputStream body = new ByteArrayInputStream(new byte[0]);
    private long length = -1;
    private int opened;

    public FakeRequest header(String name, String value) {
        headers.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        return this;
    }

    public FakeRequest protocol(String spoken) {
        protocol = spoken;
        return this;
    }

    public FakeRequest body(byte[] bytes, long declared) {
        return body(new ByteArrayInputStream(bytes), declared);
    }

    public FakeRequest body(InputStream in, long declared) {
        body = in;
        length = declared;
        return this;
    }

    /** How often the body was asked for. */
    public int opened() {
        return opened;
    }

    /** Headers of the answer; several values of one joined by commas. */
    Map<String, String> answered() {
        return answered;
    }

    public HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> first((String) arguments[0]);
                    case "getHeaders" -> Collections.enumeration(all((String) arguments[0]));
                    case "getProtocol" -> protocol;
                    case "getContentLengthLong" -> length;
                    case "getInputStream" -> open();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    String name = (String) arguments[0];
                    String value = (String) arguments[1];
                    switch (method.getName()) {
                        case "setHeader" -> answered.put(name, value);
                        case "addHeader" -> answered.merge(name, value, (one, other) -> one + ", " + other);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }

    private List<String> all(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private @org.jspecify.annotations.Nullable String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    private ServletInputStream open() {
        opened++;
        return new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return body.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int wanted) throws IOException {
                return body.read(bytes, offset, wanted);
            }

            @Override
            public boolean isFinished() {
                return false;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
