package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.openai.errors.UnauthorizedException;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/**
 * OpenAI's Java SDK talks to the simulated Poe without a gateway between: a wire that gateway and simulator misread in
 * the same way would be seen here.
 */
class OpenAiJavaAtPoeIT extends OpenAiJavaContract {
    @Override
    OpenAiJava sdk(Rig rig, int maxRetries) {
        return new OpenAiJava(rig.poe().baseUri().toString(), rig.newCaller(), maxRetries);
    }

    @GatewayTest(transport = Transport.H1)
    void aKeyThatPoeRefusesRaises(Rig rig) {
        try (OpenAiJava sdk = sdk(rig, 0)) {
            assertInstanceOf(UnauthorizedException.class, failure(sdk, "error-401", false));
        }
    }
}
