package poegateway.rig;

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

/** Runs a test once per transport, each time with a rig of its own. */
final class GatewayExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(GatewayTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        GatewayTest test = context.getRequiredTestMethod().getAnnotation(GatewayTest.class);
        return Arrays.stream(test.transport()).map(transport -> invocation(transport, List.of(test.settings())));
    }

    private static TestTemplateInvocationContext invocation(Transport transport, List<String> settings) {
        return new TestTemplateInvocationContext() {
            @Override
            public String getDisplayName(int invocationIndex) {
                return transport.name();
            }

            @Override
            public List<Extension> getAdditionalExtensions() {
                return List.of(new Lifecycle(transport, settings));
            }
        };
    }

    private static final class Lifecycle implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
        private final Transport transport;
        private final List<String> settings;
        private @Nullable Alarms alarms;
        private @Nullable Rig rig;

        Lifecycle(Transport transport, List<String> settings) {
            this.transport = transport;
            this.settings = settings;
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            alarms = Alarms.listen();
            rig = Rig.start(transport, settings, alarms);
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
            return parameter.getParameter().getType() == Rig.class;
        }

        @Override
        public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return rig;
        }
    }
}
