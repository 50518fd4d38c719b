package poegateway.rig;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import poegateway.config.AuthConfig;
import poegateway.config.Cidr;
import poegateway.config.CorsConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.ModelsConfig;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;
import poegateway.config.tools.RegistrationConfig;
import poegateway.core.text.Secret;

/** Settings with one part changed. */
public final class Changed {
    private Changed() {}

    public static GatewayConfig auth(GatewayConfig config, AuthConfig auth) {
        return with(config, "auth", auth);
    }

    public static GatewayConfig origins(GatewayConfig config, String... origins) {
        return with(config, "cors", new CorsConfig(List.of(origins)));
    }

    /** Watching on a free port of its own. */
    public static GatewayConfig opsPort(GatewayConfig config) {
        return with(config, "ops", new OpsConfig(Optional.of(0), "127.0.0.1"));
    }

    /** Proxies that are trusted, each an address or a block. */
    public static GatewayConfig proxies(GatewayConfig config, String... trusted) {
        List<Cidr> proxies = Arrays.stream(trusted).map(Cidr::parse).toList();
        return with(config, "server", with(config.server(), "trustedProxies", proxies));
    }

    /** Another certificate, or none. */
    public static GatewayConfig tls(GatewayConfig config, Optional<ServerConfig.Tls> tls) {
        return with(config, "server", with(config.server(), "tls", tls));
    }

    public static GatewayConfig models(GatewayConfig config, ModelsConfig models) {
        return with(config, "models", models);
    }

    public static GatewayConfig limits(GatewayConfig config, LimitsConfig limits) {
        return with(config, "limits", limits);
    }

    /** Tools that may be registered at these hosts, inside and without TLS too. */
    public static GatewayConfig registration(GatewayConfig config, Path file, String... hosts) {
        RegistrationConfig registration =
                new RegistrationConfig(List.of(hosts), true, List.of(), 10, Optional.of(file));
        return with(config, "tools", with(config.tools(), "registration", registration));
    }

    /** Another key of the Poe account that pays. */
    public static GatewayConfig poeKey(GatewayConfig config, String key) {
        return with(config, "poe", with(config.poe(), "apiKey", Optional.of(new Secret(key))));
    }

    /** The same record with another value of one component. */
    private static <R extends Record> R with(R from, String component, Object value) {
        try {
            RecordComponent[] components = from.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                boolean changed = components[i].getName().equals(component);
                values[i] = changed ? value : components[i].getAccessor().invoke(from);
            }
            @SuppressWarnings("unchecked") // the class of a record is the class of its copies
            Constructor<R> constructor = (Constructor<R>) from.getClass().getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError(impossible.getMessage(), impossible);
        }
    }
}
