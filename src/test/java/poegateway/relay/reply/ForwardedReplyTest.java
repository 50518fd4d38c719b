package poegateway.relay.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import poegateway.upstream.PoeReply;

class ForwardedReplyTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            int.class,
            7,
            boolean.class,
            false, // a reply marks its end by default
            String.class,
            "content-type",
            byte[].class,
            new byte[] {1},
            Runnable.class,
            (Runnable) () -> {},
            Optional.class,
            Optional.of("text/plain"));

    private record Call(Method method, List<Object> arguments) {}

    static Method[] methods() {
        return PoeReply.class.getMethods();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodIsPassedOnWithWhatIsGivenAndGivesWhatComesBack(Method method) throws Exception {
        Call[] made = {null};
        PoeReply inner = (PoeReply) Proxy.newProxyInstance(
                PoeReply.class.getClassLoader(), new Class<?>[] {PoeReply.class}, (proxy, called, arguments) -> {
                    made[0] = new Call(called, arguments == null ? List.of() : List.of(arguments));
                    return SAMPLES.get(called.getReturnType());
                });
        Object[] given =
                Arrays.stream(method.getParameterTypes()).map(SAMPLES::get).toArray();
        Object back = method.invoke(new ForwardedReply(inner) {}, given);
        assertEquals(method.getName(), made[0].method().getName());
        assertEquals(List.of(given), made[0].arguments());
        assertEquals(SAMPLES.get(method.getReturnType()), back);
    }
}
