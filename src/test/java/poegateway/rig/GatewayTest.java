package poegateway.rig;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against a running gateway with a simulated Poe behind it, once per transport; the method takes a {@link Rig}.
 * One that takes a {@link TestDialect} too runs once per dialect, each with every transport.
 *
 * <p>Afterwards nothing may be open, held, waiting or unsaid: no reply of Poe, no request, no body memory, no uncaught
 * exception, no WARN that the test did not declare.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Timeout(240) // ends what would never end, on a busy machine too
@ExtendWith(GatewayExtension.class)
public @interface GatewayTest {
    Transport[] transport() default {Transport.H1, Transport.H2};

    /** Whether the simulator must answer by itself, by the models that requests name; such tests run for fewer dialects. */
    boolean simulated() default false;

    /** Settings as on the command line, such as {@code upstream.attempts=1}. */
    String[] settings() default {};
}
