package poegateway.front;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.GatewayFailure;
import poegateway.meter.Meter;

/** Errors that arise before any route is reached, as the server sees them: they leave as JSON too, never as HTML. */
final class JsonErrorHandler implements Request.Handler {
    private final ErrorRenderer errors;
    private final Supplier<String> requestIds;
    private final Meter meter;

    JsonErrorHandler(ErrorRenderer errors, Supplier<String> requestIds, Meter meter) {
        this.errors = errors;
        this.requestIds = requestIds;
        this.meter = meter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        write(request, response, callback, failure(request, response));
        return true;
    }

    void write(Request request, Response response, Callback callback, Failure failure) {
        ErrorRenderer.Rendered rendered = errors.answer(failure);
        response.setStatus(rendered.status());
        rendered.headers().forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
        response.getHeaders().put("x-content-type-options", "nosniff");
        response.getHeaders().put("referrer-policy", "no-referrer");
        if (!response.getHeaders().contains("x-request-id")) {
            String requestId = requestIds.get();
            response.getHeaders().put("x-request-id", requestId);
            meter.refused(unread(request, requestId), failure); // no route has seen it, so none has counted it
        }
        response.write(true, ByteBuffer.wrap(rendered.body()), callback);
    }

    /** Nothing of such a request is to be trusted, its headers included. */
    private static Meter.Request unread(Request request, String requestId) {
        return new Meter.Request(
                request.getMethod(), HttpServer.NO_ROUTE, requestId, Optional.empty(), Optional.empty());
    }

    private static Failure failure(Request request, Response response) {
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        int status = cause instanceof HttpException http ? http.getCode() : response.getStatus();
        if (status >= 500 && status != HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
            return new GatewayFailure.Bug();
        }
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 ->
                new ClientFailure.UnknownUrl(request.getMethod(), "GET / lists what there is.");
            case HttpStatus.URI_TOO_LONG_414 -> new ClientFailure.InvalidHttp(status, "the URL is too long");
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                new ClientFailure.InvalidHttp(status, "its headers are over 16 KiB");
            case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                new ClientFailure.InvalidHttp(status, "only HTTP/1.1, and HTTP/2 over TLS, are spoken here");
            default -> new ClientFailure.InvalidHttp(400, "it is malformed");
        };
    }
}
