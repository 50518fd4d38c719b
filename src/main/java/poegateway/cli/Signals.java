package poegateway.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operating system tells this process. The JDK's class for it is supported, but outside its standard modules: it is
 * reached by name, and where it is missing a signal keeps its usual meaning.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /**
     * Runs the action each time the signal comes, in a thread of its own.
     *
     * @param name without SIG, such as TERM
     * @return whether such signals are heard from now on
     */
    static boolean on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object told = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), told);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException unheard) {
            Throwable cause = unheard instanceof InvocationTargetException wrapped ? wrapped.getCause() : unheard;
            LOG.debug("SIG{} cannot be handled on this system", name, cause);
            return false;
        }
    }
}
