package poegateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that knows CONNECT only, and leads every tunnel to one port of this machine. */
final class TunnelProxy implements AutoCloseable {
    private static final int HEAD_BYTES_MAX = 8 * 1024;

    private final ServerSocket port;
    private final int target;
    private final String login;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    /** @param login what it wants to read in Proxy-Authorization; empty for nothing */
    TunnelProxy(int target, String login) throws IOException {
        this.target = target;
        this.login = login;
        this.port = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return port.getLocalPort();
    }

    /** The heads of all requests so far. */
    List<String> heads() {
        return heads;
    }

    @Override
    public void close() throws IOException {
        port.close();
    }

    private void serve() {
        while (!port.isClosed()) {
            try {
                Socket caller = port.accept();
                Thread.startVirtualThread(() -> tunnel(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void tunnel(Socket caller) {
        try (caller) {
            boolean welcome = false;
            while (!welcome) {
                String head = head(caller.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                heads.add(head);
                welcome = head.contains(login);
                String answer = welcome
                        ? "HTTP/1.1 200 Connection established\r\n\r\n"
                        : "HTTP/1.1 407 Wanted\r\nProxy-Authenticate: Basic realm=\"x\"\r\ncontent-length: 0\r\n\r\n";
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
            try (Socket poe = new Socket(InetAddress.getLoopbackAddress(), target)) {
                Thread back = Thread.startVirtualThread(() -> copy(poe, caller));
                copy(caller, poe);
                back.join();
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = in.read(); read >= 0 && head.length() < HEAD_BYTES_MAX; read = in.read()) {
            head.append((char) read);
            if (head.indexOf("\r\n\r\n") >= 0) {
                return head.toString();
            }
        }
        return "";
    }
}
