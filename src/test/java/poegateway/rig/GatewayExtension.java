package poegateway.rig;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import poegateway.dialect.toy.ToyDialect;

/**
 * Runs a test once per transport and dialect, each time with a rig of its own; the dialect of the tests alone, which proves
 * the seam and no transport, on the first of them.
 */
final class GatewayExtension implements TestTemplateInvocationContextProvider {
    /** Every dialect that the common tests run for. */
    private static final List<TestDialect> DIALECTS = List.of(ChatDialect.CHAT, new ToyDialect());

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(GatewayTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        GatewayTest test = method.getAnnotation(GatewayTest.class);
        List<String> settings = List.of(test.settings());
        if (!List.of(method.getParameterTypes()).contains(TestDialect.class)) {
            return Arrays.stream(test.transport())
                    .map(transport ->
                            invocation(transport.name(), new Lifecycle(transport, ChatDialect.CHAT, settings)));
        }
        return DIALECTS.stream()
                .filter(dialect -> dialect.simulated() || !test.simulated())
                .flatMap(dialect -> Arrays.stream(test.transport())
                        .limit(dialect.simulated() ? test.transport().length : 1)
                        .map(transport ->
                                invocation(dialect + ", " + transport, new Lifecycle(transport, dialect, settings))));
    }

    private static TestTemplateInvocationContext invocation(String name, Lifecycle lifecycle) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocationIndex) {
                return name;
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(lifecycle);
            }
        };
    }

    private static final class Lifecycle implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
        private final Transport transport;
        private final TestDialect dialect;
        private final List<String> settings;
        private @Nullable Alarms alarms;
        private @Nullable Rig rig;

        Lifecycle(Transport transport, TestDialect dialect, List<String> settings) {
            this.transport = transport;
            this.dialect = dialect;
            this.settings = settings;
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            alarms = Alarms.listen();
            rig = Rig.start(transport, settings, dialect, alarms);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            boolean failed = context.getExecutionException().isPresent();
            try (Alarms listening = alarms) {
                if (rig != null) {
                    rig.finish(!failed);
                }
                if (listening != null && !failed) {
                    listening.assertQuiet();
                }
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Rig.class || type == TestDialect.class;
        }

        @Override
        public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Rig.class ? rig : dialect;
        }
    }
}
