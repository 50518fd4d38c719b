package poegateway.front;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import poegateway.config.LogConfig;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.dialect.ErrorForm;
import poegateway.front.connection.RemoteAddress;
import poegateway.front.connection.RequestDrain;
import poegateway.meter.Meter;

/** Errors that arise before any route is reached, as the server sees them: they leave as JSON too, never as HTML. */
final class JsonErrorHandler implements Request.Handler {

    private final RouteTable routes;
    private final ErrorForm errors;
    private final Supplier<String> requestIds;
    private final Meter meter;
    private final Ports ports;
    private final Cors cors;
    private final CommonHeaders common;
    private final LogConfig.Addresses loggedAddresses;

    /** {@code errors} says the failures that are near none of the routes. */
    JsonErrorHandler(
            RouteTable routes, ErrorForm errors, HttpServer.Dependencies dependencies, Ports ports, Cors cors) {
        this.routes = routes;
        this.errors = errors;
        this.requestIds = dependencies.requestIds();
        this.meter = dependencies.meter();
        this.ports = ports;
        this.cors = cors;
        this.common = new CommonHeaders(dependencies.source());
        this.loggedAddresses = dependencies.callers().loggedAddresses();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        refuse(request, response, callback, failure(request, response), false);
        return true;
    }

    /**
     * Refuses a request that no route has read. Over HTTP/1.1 the connection is closed behind the answer, unless it is to be
     * {@code kept} and all of the request is there; HTTP/2 ends streams by itself.
     */
    void refuse(Request request, Response response, Callback callback, Failure failure, boolean kept) {
        boolean whole = RequestDrain.arrived(request);
        if (!isHttp1(request) || (kept && whole)) {
            write(request, response, callback, failure);
            return;
        }
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        ports.limitLife(request, RequestDrain.LINGER);
        write(request, response, lingering(request, callback), failure);
    }

    private void write(Request request, Response response, Callback callback, Failure failure) {
        String known = response.getHeaders().get(CommonHeaders.REQUEST_ID);
        String requestId = known == null ? requestIds.get() : known;
        ErrorForm.Rendered rendered = form(request).of(requestId).answer(failure);
        response.setStatus(rendered.status());
        boolean closing = response.getHeaders().contains(HttpHeader.CONNECTION);
        rendered.headers().forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
        if (closing) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        common.putInto(response.getHeaders(), requestId);
        if (known == null) {
            cors.mark(request.getHeaders().get(HttpHeader.ORIGIN), response.getHeaders());
            meter.refused(
                    unread(request, requestId),
                    failure,
                    rendered.body().length); // no route has seen it, so none has counted it
        }
        response.write(true, ByteBuffer.wrap(rendered.body()), callback);
    }

    /** What cannot be read of a path tells nothing. */
    private ErrorForm form(Request request) {
        String path = PathNormalizer.resolved(request.getHttpURI().getPath());
        return path == null ? errors : routes.errors(PathNormalizer.canonical(path), errors);
    }

    private static Callback lingering(Request request, Callback callback) {
        return Callback.from(() -> RequestDrain.run(request, callback), callback::failed);
    }

    private static boolean isHttp1(Request request) {
        return request.getConnectionMetaData().getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion();
    }

    /** Nothing of such a request is to be trusted, its headers included; its address is that of the connection. */
    private Meter.Request unread(Request request, String requestId) {
        Optional<String> address =
                RemoteAddress.peer(request.getConnectionMetaData()).flatMap(loggedAddresses::shown);
        return new Meter.Request(
                request.getMethod(),
                Router.NO_ROUTE,
                requestId,
                Optional.empty(),
                Optional.empty(),
                address,
                Optional.empty());
    }

    private static Failure failure(Request request, Response response) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (cause instanceof EofException) {
            return new ClientFailure.CallerGone(); // reset right behind its head, before any route had it
        }
        int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
        if (status >= 500
                && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                && status != HttpStatus.NOT_IMPLEMENTED_501) {
            return new GatewayFailure.Bug();
        }
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 ->
                new ClientFailure.UnknownUrl(request.getMethod(), "GET / lists the paths.");
            case HttpStatus.URI_TOO_LONG_414 -> new ClientFailure.InvalidHttp(status, "the URL is too long");
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                new ClientFailure.InvalidHttp(status, "its headers are over 16 KiB");
            case HttpStatus.NOT_IMPLEMENTED_501 ->
                new ClientFailure.InvalidHttp(status, "its Transfer-Encoding is not just 'chunked'");
            case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                new ClientFailure.InvalidHttp(status, "only HTTP/1.1, and HTTP/2 over TLS, are supported");
            default -> new ClientFailure.InvalidHttp(400, "it is malformed");
        };
    }
}
