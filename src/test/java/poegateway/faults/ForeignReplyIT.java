package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import okhttp3.tls.HeldCertificate;
import poegateway.app.Gateway;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/**
 * No caller ever receives a byte that was not meant for it, whatever Poe says unasked. The property {@code foreign.seconds}
 * makes each run longer, {@code foreign.seed} makes one happen again.
 */
class ForeignReplyIT {
    private static final int CALLERS = 50;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("foreign.seconds", 3));
    /** A busy machine needs longer to see every manner. */
    private static final Duration LENGTH_MAX = LENGTH.plusSeconds(30);

    private static final String WHOLE = "whole";
    private static final int REPLIES_LEAST = 200;

    @GatewayTest(transport = Transport.H1, settings = "limits.concurrent-streams=1000")
    void everyAnswerBelongsToItsQuestion(Rig rig) throws IOException {
        long seed = seed();
        try (UnrulyPoe poe = UnrulyPoe.plain(seed)) {
            ask(rig, rig.gatewayTo(poe.baseUrl()), poe, seed);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "limits.concurrent-streams=1000")
    void everyAnswerBelongsToItsQuestionUnderTls(Rig rig) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        long seed = seed();
        try (UnrulyPoe poe = UnrulyPoe.tls(certificate, seed)) {
            ask(rig, rig.gatewayTo(poe.baseUrl(), certificate.certificate()), poe, seed);
        }
    }

    private static long seed() {
        long seed = Long.getLong("foreign.seed", System.nanoTime());
        System.out.println("foreign.seed=" + seed);
        return seed;
    }

    private static void ask(Rig rig, Gateway gateway, UnrulyPoe poe, long seed) {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger tokens = new AtomicInteger();
        Map<String, Integer> outcomes = new ConcurrentHashMap<>();
        long startNanos = System.nanoTime();
        BooleanSupplier goOn = () -> {
            long tookNanos = System.nanoTime() - startNanos;
            boolean few = outcomes.getOrDefault(WHOLE, 0) < REPLIES_LEAST
                    || poe.seen().size() < UnrulyPoe.Manner.values().length;
            return wrong.isEmpty() && (tookNanos < LENGTH.toNanos() || (few && tookNanos < LENGTH_MAX.toNanos()));
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.execute(() -> {
                    while (goOn.getAsBoolean()) {
                        String token = "token-" + tokens.incrementAndGet();
                        String complaint = complaint(rig, gateway, poe, token, outcomes);
                        if (!complaint.isEmpty()) {
                            wrong.add(complaint);
                        }
                    }
                });
            }
        }
        assertEquals(List.of(), List.copyOf(wrong), () -> "foreign.seed=" + seed);
        System.out.println("asked " + tokens + ": " + outcomes + ", Poe's manners " + poe.seen());
        assertTrue(outcomes.getOrDefault(WHOLE, 0) >= REPLIES_LEAST, outcomes::toString);
        assertEquals(Set.of(UnrulyPoe.Manner.values()), poe.seen().keySet(), "each was tried");
    }

    private static String complaint(
            Rig rig, Gateway gateway, UnrulyPoe poe, String token, Map<String, Integer> outcomes) {
        poe.asking(token);
        Reply reply;
        try {
            reply = rig.ask(gateway, ChatDialect.CHAT, token, token.hashCode() % 2 == 0);
        } catch (UncheckedIOException | AssertionError broken) {
            return token + " got no answer: " + broken;
        } finally {
            poe.over(token);
        }
        String said = reply.headers() + reply.body();
        if (said.contains(UnrulyPoe.FOREIGN)
                || said.replaceAll("\\b" + token + "\\b", "").contains("token-")) {
            return token + " got what is not its own: " + said;
        }
        boolean whole = reply.status() == 200
                && reply.body().contains(token)
                && !reply.body().contains("\"error\":");
        if (poe.answered(token) && !whole) {
            return token + " was answered, but got " + reply.status() + " " + reply.body();
        }
        outcomes.merge(whole ? WHOLE : reply.status() + " " + reply.errorCode(), 1, Integer::sum);
        return "";
    }
}
