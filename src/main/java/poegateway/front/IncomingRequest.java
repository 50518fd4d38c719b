package poegateway.front;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import poegateway.config.ServerConfig;
import poegateway.core.Cancellation;
import poegateway.core.FormEnforcement;
import poegateway.core.HeaderFields;
import poegateway.core.MemoryLease;
import poegateway.core.PromptCaching;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.text.SafeText;
import poegateway.front.body.BodyBudget;
import poegateway.front.body.BodyReader;
import poegateway.front.body.BodySource;
import poegateway.front.body.FormData;
import poegateway.front.body.RequestDecoder;
import poegateway.front.body.ScopedInterrupt;
import poegateway.front.body.UnreadBody;
import poegateway.media.FormField;
import poegateway.meter.Span;
import poegateway.vault.Vault;

/** What a caller sent: headers, the placeholders of the path, and the body within its limits. Belongs to one thread. */
public final class IncomingRequest {
    private static final String JSON = "application/json";
    private static final String TOOLS = "x-poe-gateway-tools";
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int TOOLS_MAX = 32;

    private final HttpServletRequest request;
    private final HttpFields fields;
    private final Map<String, String> parameters;
    private final RequestTimeline timeline;
    private final Span span;
    private final ServerConfig limits;
    private final BodyBudget budget;
    private final Vault vault;
    private final BodySource source;
    private final UnreadBody rest;
    private @Nullable BodyReader body;
    private @Nullable FormData form;

    /**
     * @param fields its headers; to ask the request for each of them costs several times as much
     * @param parameters what the placeholders of the path stand for
     */
    IncomingRequest(
            HttpServletRequest request,
            HttpFields fields,
            Map<String, String> parameters,
            RequestTimeline timeline,
            Span span,
            Limits limits) {
        this.request = request;
        this.fields = fields;
        this.parameters = parameters;
        this.timeline = timeline;
        this.span = span;
        this.limits = limits.server;
        this.budget = limits.budget;
        this.vault = limits.vault;
        this.source = new BodySource(request);
        this.rest = new UnreadBody(source, limits.ticker, timeline);
    }

    /** How large bodies may be, each and all together, what wakes whoever waits for one too long, and where large parts lie. */
    record Limits(ServerConfig server, BodyBudget budget, Ticker ticker, Vault vault) {}

    /** A header. All its lines are one list (RFC 9110, section 5.3), so that none is passed over; the same one twice counts once. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(find(name));
    }

    private @Nullable String find(String name) {
        String found = null;
        for (HttpField field : fields) {
            if (field.is(name)) {
                String line = Objects.requireNonNullElse(field.getValue(), "");
                found = found == null || found.equals(line) ? line : found + ", " + line;
            }
        }
        return found;
    }

    /**
     * The headers that have one of these names.
     *
     * @param names in lower case
     * @throws FailureException when one of them holds characters that no header may
     */
    public HeaderFields headers(List<String> names) {
        HeaderFields.Builder found = HeaderFields.builder();
        for (String name : names) {
            String value = find(name);
            if (value != null) {
                found.put(name, visible(name, value));
            }
        }
        return found.build();
    }

    private static String visible(String name, String value) {
        if (!SafeText.isAscii(value)) {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_header",
                    "The header '" + name + "' may contain only visible ASCII characters and spaces. Encode its value.",
                    null));
        }
        return value;
    }

    /** The first parameter of that name in the query, decoded. */
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(request.getParameter(name));
    }

    /**
     * The part of the path that a placeholder of the route stands for, decoded.
     *
     * @throws NoSuchElementException when the route has no placeholder of that name
     */
    public String pathParameter(String name) {
        return findPathParameter(name).orElseThrow();
    }

    /** The same; empty where the route has no placeholder of that name. */
    Optional<String> findPathParameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * How often the caller's client has sent this request before, by the header of OpenAI's clients.
     *
     * @return 0 to 9
     */
    public int priorSends() {
        String count = find("x-stainless-retry-count");
        if (count == null || count.length() != 1) {
            return 0;
        }
        char digit = count.charAt(0);
        return digit >= '0' && digit <= '9' ? digit - '0' : 0;
    }

    /**
     * How the caller wants its request to be carried.
     *
     * @throws FailureException when a header of ours holds none of its words
     */
    public Wishes wishes() {
        Optional<UpstreamWish> upstream = header("x-poe-gateway-upstream")
                .map(word -> UpstreamWish.of(word.strip())
                        .orElseThrow(() -> wrong("x-poe-gateway-upstream", "auto, openai or bot")));
        Optional<Boolean> strict = header("x-poe-gateway-loss")
                .map(word -> switch (word.strip().toLowerCase(Locale.ROOT)) {
                    case "strict" -> true;
                    case "drop" -> false;
                    default -> throw wrong("x-poe-gateway-loss", "drop or strict");
                });
        Optional<PromptCaching> caching = header("x-poe-gateway-prompt-cache")
                .map(word -> PromptCaching.of(word.strip())
                        .orElseThrow(() -> wrong("x-poe-gateway-prompt-cache", "off or prefer")));
        return new Wishes(upstream, strict, caching, forms(), tools(), Optional.empty());
    }

    private Optional<FormEnforcement> forms() {
        String name = "x-poe-gateway-structured-output";
        return header(name)
                .map(word ->
                        FormEnforcement.of(word.strip()).orElseThrow(() -> wrong(name, "refuse, instruct or repair")));
    }

    private List<String> tools() {
        String given = find(TOOLS);
        if (given == null) {
            return List.of();
        }
        List<String> names = Arrays.stream(given.split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        boolean named = names.stream().allMatch(each -> TOOL_NAME.matcher(each).matches());
        if (!named || names.size() > TOOLS_MAX) {
            throw wrong(TOOLS, "the names of 1 to " + TOOLS_MAX + " tools, separated by commas");
        }
        return names;
    }

    private static FailureException wrong(String header, String expected) {
        return new FailureException(new ClientFailure.InvalidRequest(
                "invalid_header", "The header '" + header + "' must be " + expected + ".", null));
    }

    /**
     * The body of a JSON request. Its memory counts until {@link #bodyDone()}.
     *
     * @throws FailureException when it is no JSON by its type, too large, too slow, or does not fit into memory
     */
    public byte[] jsonBody() throws IOException {
        String type = request.getContentType();
        if (type != null && !type.isBlank() && !isJson(type)) {
            throw new FailureException(new ClientFailure.UnsupportedMediaType(SafeText.ascii(type)));
        }
        return body();
    }

    /** Whether that is a media type for JSON, whatever its parameters. */
    private static boolean isJson(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().equalsIgnoreCase(JSON);
    }

    /** Whether the body is a form with files, by its type. */
    public boolean isForm() {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(FormData.TYPE);
    }

    /**
     * The fields of such a form. They are there until {@link #bodyDone()}, the large ones on disk.
     *
     * @throws FailureException when it is malformed, too large, too slow, or does not fit into memory
     */
    public List<FormField> form() throws IOException {
        try (InputStream decoded = RequestDecoder.of(request, source)) {
            BodyReader reader = reader(decoded);
            String type = Optional.ofNullable(request.getContentType()).orElse("");
            FormData read = new FormData(type, vault, reader.memory());
            form = read;
            span.received(readInterruptibly(() -> read.read(reader, limits)));
            return read.fields();
        }
    }

    private byte[] body() throws IOException {
        try (InputStream decoded = RequestDecoder.of(request, source)) {
            byte[] read = readInterruptibly(reader(decoded)::read);
            span.received(read.length);
            return read;
        }
    }

    /** The memory of a body that was read, for what is made of it; it is given back with it. */
    public MemoryLease bodyMemory() {
        BodyReader reader = body;
        return reader == null ? MemoryLease.UNCOUNTED : reader.memory();
    }

    /** The body is not needed any more: its memory is given back. */
    public void bodyDone() {
        BodyReader reader = body;
        if (reader != null) {
            reader.close();
        }
        FormData parts = form;
        if (parts != null) {
            parts.close();
        }
    }

    /** Before the head of an answer: reads what is left of a small body, for a moment. Returns whether that was all of it. */
    boolean drainIfSmall() {
        return rest.drainIfSmall();
    }

    /** Whether all of the body is here. */
    boolean isComplete() {
        return source.isComplete();
    }

    /** Behind the answer: reads on for a while, so that a caller who still sends gets to see it. */
    void discardRest() {
        rest.discard();
    }

    /** The part that is asked for, as it was written; a head alone is never that of a part. */
    public Optional<String> range() {
        return isHead() ? Optional.empty() : header("range");
    }

    /** Whether the head of the answer alone is asked for; what is written of its body does not leave. */
    boolean isHead() {
        return request.getMethod().equals("HEAD");
    }

    /** Whether the connection serves one request after another. */
    boolean isHttp1() {
        return source.isHttp1();
    }

    private BodyReader reader(InputStream decoded) {
        boolean encoded = !decoded.equals(source);
        BodyReader reader = new BodyReader(decoded, encoded ? -1 : source.declaredBytes(), limits, budget, timeline);
        body = reader;
        return reader;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** A gateway that must stop waits for no body: nothing of the request has reached Poe. */
    private <T> T readInterruptibly(Reading<T> reading) throws IOException {
        ScopedInterrupt interruption = new ScopedInterrupt(Thread.currentThread());
        Cancellation cancellation = timeline.cancellation();
        Cancellation.Registration stop = cancellation.onCancel(interruption::interrupt);
        try {
            return reading.read();
        } catch (FailureException unreadable) {
            Failure reason = cancellation.reason();
            if (reason == null) {
                throw unreadable;
            }
            throw new FailureException(
                    reason instanceof GatewayFailure.Restarting ? new GatewayFailure.Draining() : reason, unreadable);
        } finally {
            stop.close();
            interruption.end();
        }
    }
}
