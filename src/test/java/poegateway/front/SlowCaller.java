package poegateway.front;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A caller and the answer that it gets: it reads nothing while it is held, and can be cut off. */
final class SlowCaller extends ServletOutputStream {
    final Map<String, String> headers = new ConcurrentHashMap<>();
    final AtomicInteger flushes = new AtomicInteger();
    /** Length of each write that came through. */
    final List<Integer> writes = new CopyOnWriteArrayList<>();

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int status = 200;
    private volatile boolean cut;
    private volatile boolean together;

    /** From now on a write waits. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void goOn() {
        gate.countDown();
    }

    void cut() {
        cut = true;
        gate.countDown();
    }

    boolean wasCut() {
        return cut;
    }

    /** Waits until somebody is blocked. */
    void awaitBlocked() throws InterruptedException {
        if (!blocked.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody writes");
        }
    }

    int status() {
        return status;
    }

    synchronized String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Whether two threads were ever in the head or the body at the same time. */
    boolean twoWroteTogether() {
        return together;
    }

    HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                SlowCaller.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, this::head);
    }

    private @Nullable Object head(Object proxy, Method method, Object[] arguments) throws IOException {
        if (method.getName().equals("getOutputStream")) {
            return this;
        }
        if (method.getName().equals("getStatus")) {
            return status;
        }
        alone(() -> {
            switch (method.getName()) {
                case "addHeader", "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setStatus" -> status = (int) arguments[0];
                case "setContentLengthLong" -> headers.put("content-length", arguments[0].toString());
                default -> throw new AssertionError(method);
            }
        });
        return null;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        alone(() -> {
            await();
            synchronized (this) {
                body.write(bytes, offset, length);
                writes.add(length);
            }
        });
    }

    @Override
    public void flush() throws IOException {
        alone(() -> {
            await();
            flushes.incrementAndGet();
        });
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new AssertionError();
    }

    private void await() throws IOException {
        if (gate.getCount() > 0) {
            blocked.countDown();
        }
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("held for ever");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (cut) {
            throw new IOException("cut");
        }
    }

    private void alone(Writing writing) throws IOException {
        together |= inside.incrementAndGet() > 1;
        try {
            writing.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }
}
