package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.openai.errors.OpenAIServiceException;
import java.time.Duration;
import java.util.List;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** How often OpenAI's Java SDK sends again, and when: as the gateway's headers tell it. Counted at Poe. */
class OpenAiJavaRetriesIT {
    private static final String PATH = "/v1/chat/completions";
    private static final String ONE_ATTEMPT = "upstream.attempts=1";

    @GatewayTest(transport = Transport.H1, settings = ONE_ATTEMPT)
    void whatWouldFailAgainIsSentOnce(Rig rig) {
        for (String model : List.of(
                "error-400", "error-401", "error-402", "error-403-moderation", "error-404-model", "error-422")) {
            assertEquals(1, arrivals(rig, model, 2), model);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = ONE_ATTEMPT)
    void whatMayBeBilledAlreadyIsSentOnce(Rig rig) {
        for (String model : List.of("mishap-close-before-head", "mishap-close-mid-body", "body-malformed")) {
            assertEquals(1, arrivals(rig, model, 2), model);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = ONE_ATTEMPT)
    void whatPoeRefusedWithoutWorkIsSentAgain(Rig rig) {
        for (String model : List.of("error-429", "error-500", "error-503", "error-529", "error-408")) {
            assertEquals(3, arrivals(rig, model, 2), model);
        }
    }

    @GatewayTest(transport = Transport.H1, settings = ONE_ATTEMPT)
    void theSdkWaitsAsLongAsPoeAsked(Rig rig) {
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)), waits(rig, "error-429-retry-after-2"));
        assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(2)), waits(rig, "error-503-retry-after-2"));
    }

    @GatewayTest(transport = Transport.H1, settings = ONE_ATTEMPT)
    void aWaitOfMinutesIsToldToPeopleAndAMinuteOfItToSdks(Rig rig) {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
            OpenAIServiceException raised = OpenAiJavaContract.failure(sdk, "error-429-retry-after-300", false);
            assertEquals(List.of("300"), raised.headers().values("retry-after"));
            assertEquals(List.of("59999"), raised.headers().values("retry-after-ms"));
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aRefusalThatPassesIsNotSeenByTheCaller(Rig rig) {
        for (String model : List.of("once-429-retry-after-2", "once-500", "once-503", "once-529")) {
            long before = rig.poe().arrivals(PATH);
            try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 0)) {
                assertFalse(OpenAiJavaContract.text(OpenAiJavaContract.whole(sdk, OpenAiJava.ask(model)))
                        .isEmpty());
            }
            assertEquals(2, rig.poe().arrivals(PATH) - before, model);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aRefusalThatStaysIsRepeatedOnceUntilTheCallersOwnRepeatsUseTheAttemptsUp(Rig rig) {
        assertEquals(2, arrivals(rig, "error-503", 0));
        assertEquals(2 + 2 + 1, arrivals(rig, "error-503", 2));
    }

    private static long arrivals(Rig rig, String model, int maxRetries) {
        long before = rig.poe().arrivals(PATH);
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), maxRetries)) {
            assertThrows(
                    OpenAIServiceException.class,
                    () -> OpenAiJavaContract.whole(sdk, OpenAiJava.ask(model)),
                    () -> "model " + model);
        }
        return rig.poe().arrivals(PATH) - before;
    }

    private static List<Duration> waits(Rig rig, String model) {
        try (OpenAiJava sdk = new OpenAiJava(rig.baseUrl(), rig.newCaller(), 2)) {
            assertThrows(
                    OpenAIServiceException.class, () -> OpenAiJavaContract.whole(sdk, OpenAiJava.ask(model)), model);
            return sdk.sleeps();
        }
    }
}
