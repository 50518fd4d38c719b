package poegateway.relay.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.conversation.StopReason;
import poegateway.conversation.ToolCall;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Ticker;
import poegateway.dialect.ToolIds;
import poegateway.keep.OwnedStore;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

class SignatureStoreTest {
    private static final Caller ANN = caller("ann");
    private static final Extras SIGNED = new Extras(
            Dialect.CHAT, Map.of("extra_content", JsonSlice.of("{\"google\":{\"thought_signature\":\"c2ln\"}}")));
    private static final Extras BARE = Extras.none(Dialect.BOT);

    private final AtomicLong nanos = new AtomicLong(1);
    private final SignatureStore store = SignatureStore.inMemory(new Ticker(nanos::get));

    @Test
    void whatACallBroughtIsPutBackWhenItsCallerSendsItAgain() throws IOException {
        record(ANN, Dialect.CHAT, call(0, "call_1", SIGNED), call(1, "call_2", Extras.none(Dialect.CHAT)));
        Prompt restored = store.restored(prompt("M", "call_1", "call_2"), ANN, Dialect.CHAT);
        assertEquals(List.of(SIGNED, BARE), extras(restored));
    }

    @Test
    void signedThoughtsStandBeforeTheFirstCall() throws IOException {
        record(
                ANN,
                Dialect.MESSAGES,
                new ReplyEvent.Thoughts(JsonText.of("it ")),
                new ReplyEvent.Thoughts(JsonText.of("rains")),
                new ReplyEvent.ThoughtsSigned(JsonText.of("c2ln")),
                call(0, "call_1", Extras.none(Dialect.MESSAGES)),
                call(1, "call_2", Extras.none(Dialect.MESSAGES)));
        Prompt restored = store.restored(prompt("M", "call_1", "call_2"), ANN, Dialect.MESSAGES);
        List<Part> parts = restored.messages().getFirst().parts();
        assertEquals(3, parts.size());
        Part.Thinking thought = (Part.Thinking) parts.getFirst();
        assertEquals("it rains", thought.text().decoded());
        assertEquals("c2ln", thought.signature().orElseThrow().decoded());
    }

    @Test
    void aTurnThatBringsItsOwnSignatureStaysAsItIs() throws IOException {
        record(
                ANN,
                Dialect.MESSAGES,
                new ReplyEvent.ThoughtsSigned(JsonText.of("c2ln")),
                call(0, "call_1", Extras.none(Dialect.MESSAGES)));
        Part own =
                new Part.Thinking(JsonText.of("mine"), Optional.of(JsonText.of("b3du")), Extras.none(Dialect.MESSAGES));
        Prompt asked = prompt("M", "call_1");
        Message message = asked.messages().getFirst();
        Prompt signed = asked.withMessages(
                List.of(message.withParts(List.of(own, message.parts().getFirst()))));
        assertEquals(signed, store.restored(signed, ANN, Dialect.MESSAGES));
    }

    @Test
    void anotherCallerModelOrDialectGetsNothing() throws IOException {
        record(ANN, Dialect.CHAT, call(0, "call_1", SIGNED));
        Prompt asked = prompt("M", "call_1");
        assertSame(asked, store.restored(asked, caller("bob"), Dialect.CHAT));
        assertSame(asked, store.restored(asked, ANN, Dialect.MESSAGES));
        Prompt other = prompt("N", "call_1");
        assertSame(other, store.restored(other, ANN, Dialect.CHAT));
    }

    @Test
    void itIsGoneAnHourAfterItsLastUse() throws IOException {
        record(ANN, Dialect.CHAT, call(0, "call_1", SIGNED));
        Prompt asked = prompt("M", "call_1");
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        assertEquals(List.of(SIGNED), extras(store.restored(asked, ANN, Dialect.CHAT)));
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        assertEquals(List.of(SIGNED), extras(store.restored(asked, ANN, Dialect.CHAT)));
        nanos.addAndGet(Duration.ofMinutes(60).toNanos());
        assertSame(asked, store.restored(asked, ANN, Dialect.CHAT));
    }

    @Test
    void anIdIsTheSameInTheSpellingOfAnotherDialect() throws IOException {
        for (String odd : List.of("functions.get:0", "ключ", "x".repeat(200))) {
            record(ANN, Dialect.CHAT, call(0, odd, SIGNED));
            Prompt spelled = prompt("M", ToolIds.fitting(odd));
            assertEquals(List.of(SIGNED), extras(store.restored(spelled, ANN, Dialect.CHAT)), odd);
        }
    }

    @Test
    void nothingIsKeptOfAReplyThatBrokeOffOrSignsNothing() throws IOException {
        ReplyEvents broken = store.recorder(ANN, "M", Dialect.CHAT);
        broken.accept(call(0, "call_1", SIGNED));
        record(ANN, Dialect.CHAT, new ReplyEvent.Thoughts(JsonText.of("hm")), call(0, "call_2", BARE));
        Prompt asked = prompt("M", "call_1", "call_2");
        assertSame(asked, store.restored(asked, ANN, Dialect.CHAT));
    }

    @Test
    void aStoreThatFailsDoesNotStopTheReply() throws IOException {
        OwnedStore<SignedTurn> broken = refusing();
        ReplyEvents recorder = new SignatureStore(broken).recorder(ANN, "M", Dialect.CHAT);
        recorder.accept(call(0, "call_1", SIGNED));
        recorder.accept(new ReplyEvent.Finished(StopReason.TOOL_CALLS));
        recorder.accept(new ReplyEvent.Finished(StopReason.TOOL_CALLS));
    }

    @SuppressWarnings("unchecked") // a proxy has the type of what it stands for
    private static OwnedStore<SignedTurn> refusing() {
        return (OwnedStore<SignedTurn>) Proxy.newProxyInstance(
                OwnedStore.class.getClassLoader(), new Class<?>[] {OwnedStore.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("out of order");
                });
    }

    @Test
    void thoughtsBeyondTheLimitAreNotKept() throws IOException {
        JsonText much = JsonText.of("x".repeat(SignatureRecorder.THOUGHT_BYTES_MAX));
        ReplyEvent signature = new ReplyEvent.ThoughtsSigned(JsonText.of("c2ln"));
        ReplyEvent call = call(0, "call_1", Extras.none(Dialect.MESSAGES));
        record(ANN, Dialect.MESSAGES, new ReplyEvent.Thoughts(much), signature, call);
        Prompt asked = prompt("M", "call_1");
        assertEquals(2, partsOf(store.restored(asked, ANN, Dialect.MESSAGES)));
        record(ANN, Dialect.MESSAGES, new ReplyEvent.Thoughts(much), thought("y"), signature, call(0, "call_9", BARE));
        assertEquals(1, partsOf(store.restored(prompt("M", "call_9"), ANN, Dialect.MESSAGES)));
    }

    private void record(Caller caller, Dialect origin, ReplyEvent... events) throws IOException {
        ReplyEvents recorder = store.recorder(caller, "M", origin);
        for (ReplyEvent event : events) {
            recorder.accept(event);
        }
        recorder.accept(new ReplyEvent.Finished(StopReason.TOOL_CALLS));
    }

    private static ReplyEvent thought(String text) {
        return new ReplyEvent.Thoughts(JsonText.of(text));
    }

    private static ReplyEvent call(int index, String id, Extras extras) {
        return new ReplyEvent.CallBegun(index, JsonText.of(id), JsonText.of("weather"), extras);
    }

    private static int partsOf(Prompt prompt) {
        return prompt.messages().getFirst().parts().size();
    }

    private static List<Extras> extras(Prompt prompt) {
        return prompt.messages().getFirst().parts().stream()
                .map(part -> ((Part.Call) part).call().extras())
                .toList();
    }

    private static Prompt prompt(String model, String... callIds) {
        List<Part> calls = List.of(callIds).stream()
                .<Part>map(id ->
                        new Part.Call(new ToolCall(JsonText.of(id), JsonText.of("weather"), JsonText.of("{}"), BARE)))
                .toList();
        Message turn = new Message(Role.ASSISTANT, calls, false, Optional.empty(), BARE);
        return new Prompt(
                model,
                List.of(turn),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Bounds(OptionalLong.empty(), List.of()),
                Sampling.NONE,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                BARE);
    }

    private static Caller caller(String id) {
        return new Caller(id, id, Set.of(), new Account("default", Optional.empty(), false), AllowedModels.ALL);
    }
}
