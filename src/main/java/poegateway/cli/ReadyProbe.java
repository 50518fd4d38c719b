package poegateway.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import poegateway.config.ServerConfig;

/**
 * One question to {@code /health/ready}, never through a proxy.
 *
 * @param target what is asked
 * @param anyCertificate whether the certificate is believed unseen
 * @param limit for everything together: name, connection, TLS, answer
 */
record ReadyProbe(URI target, boolean anyCertificate, Duration limit) {
    private static final String PATH = "/health/ready";

    /**
     * What came of it.
     *
     * @param sentence one line for people
     */
    record Finding(boolean ready, String sentence) {}

    /**
     * A gateway at an address that somebody named: its certificate must be one that this Java trusts.
     *
     * @throws IllegalArgumentException when that is no address of a web server
     */
    static ReadyProbe of(URI url, Duration limit) {
        String scheme = String.valueOf(url.getScheme());
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "'" + url + "' is not the address of a gateway: give one such as http://127.0.0.1:8642.");
        }
        return new ReadyProbe(url.resolve(PATH), false, limit);
    }

    /**
     * The gateway on this machine that has these settings. Its certificate is not looked at: it names the host that
     * callers know, not loopback, and the question holds no secret.
     *
     * @throws IllegalArgumentException when the settings do not tell the port
     */
    static ReadyProbe ofOwn(ServerConfig server, Duration limit) {
        if (server.port() == 0) {
            throw new IllegalArgumentException("server.port is 0, so the settings do not say which port: pass --url.");
        }
        URI target = server.address(reachable(server.host()), server.port()).resolve(PATH);
        return new ReadyProbe(target, true, limit);
    }

    /** Who listens on every address is reached over loopback. */
    private static String reachable(String host) {
        try {
            boolean everywhere = InetAddress.getByName(host).isAnyLocalAddress();
            return everywhere ? InetAddress.getLoopbackAddress().getHostAddress() : host;
        } catch (UnknownHostException unknown) {
            return host; // the connection will fail with the same words
        }
    }

    /** Asks and waits for the answer, at most as long as the limit. */
    Finding ask() {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                status.complete(status());
            } catch (IOException | GeneralSecurityException | RuntimeException failed) {
                status.completeExceptionally(failed);
            }
        });
        try {
            int got = status.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return got == HttpURLConnection.HTTP_OK
                    ? new Finding(true, "ready: " + target)
                    : notReady("it answered " + got);
        } catch (ExecutionException failed) {
            return notReady(String.valueOf(failed.getCause()));
        } catch (TimeoutException slow) {
            return notReady("no answer in " + limit.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return notReady("stopped while asking");
        }
    }

    private Finding notReady(String reason) {
        return new Finding(false, "not ready: " + target + ": " + reason.replaceAll("\\s+", " "));
    }

    private int status() throws IOException, GeneralSecurityException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(Math.toIntExact(limit.toMillis()));
        connection.setReadTimeout(Math.toIntExact(limit.toMillis()));
        connection.setInstanceFollowRedirects(false);
        if (anyCertificate && connection instanceof HttpsURLConnection secured) {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Anyone()}, null);
            secured.setSSLSocketFactory(tls.getSocketFactory());
            secured.setHostnameVerifier((name, session) -> true);
        }
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /** Believes every certificate. The extended type, since Java would check the host's name for a plain one. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
