package poegateway.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.FailureException;

class ToolCallsTest {
    private final ToolCalls calls = new ToolCalls();

    @Test
    void aStreamMayHold1024CallsAndNoMore() {
        for (int i = 0; i < 1_024; i++) {
            assertEquals(i, said(i, "id" + i, "f", "").index());
        }
        assertEquals(5, said(5, "id5", null, "{}").index());
        FailureException thrown = assertThrows(FailureException.class, () -> said(1_024, "more", "f", ""));
        assertTrue(
                thrown.failure().message().contains("1024 tool calls"),
                thrown.failure().message());
    }

    @Test
    void thereAreNoneUntilAPieceComes() {
        assertTrue(calls.isEmpty());
        assertFalse(calls.areComplete());
        assertFalse(calls.areCut());
        assertFalse(calls.hasFunctionCall());
        said(0, "a", "f", "");
        assertFalse(calls.isEmpty());
        assertFalse(calls.areComplete());
        assertFalse(calls.areCut());
    }

    @Test
    void allMustBeCompleteAndOneIsEnoughToBeCut() {
        said(0, "a", "f", "{}");
        assertTrue(calls.areComplete());
        said(1, "b", "f", "{");
        assertFalse(calls.areComplete());
        assertTrue(calls.areCut());
        said(1, null, null, "}");
        assertTrue(calls.areComplete());
        assertFalse(calls.areCut());
        calls.acceptFunctionCall("{");
        assertTrue(calls.hasFunctionCall());
        assertFalse(calls.areComplete());
        assertTrue(calls.areCut());
        calls.acceptFunctionCall("}");
        assertTrue(calls.areComplete());
        assertFalse(calls.areCut());
    }

    @Test
    void anIndexThatIsTakenIsReplacedByTheNextOne() {
        ToolCalls.Call first = said(3, "a", "f", "");
        ToolCalls.Call second = said(3, "b", "f", "");
        ToolCalls.Call third = said(4, "c", "f", "");
        assertEquals(3, first.index());
        assertEquals(4, second.index());
        assertEquals(5, third.index());
        assertSame(second, said(3, null, null, "{"));
        assertSame(third, said(4, null, null, "{"));
        assertEquals(0, said(0, "d", "f", "").index());
        assertEquals(6, said(ToolCalls.NO_INDEX, "e", "f", "").index());
    }

    @Test
    void aPieceWithoutIndexBelongsToTheCallOfItsIdOrToTheLast() {
        ToolCalls.Call first = said(ToolCalls.NO_INDEX, "a", "f", "{");
        ToolCalls.Call second = said(ToolCalls.NO_INDEX, "b", "g", "{");
        assertNotSame(first, second);
        assertSame(first, said(ToolCalls.NO_INDEX, "a", null, ""));
        assertSame(first, said(ToolCalls.NO_INDEX, null, null, ""));
        assertSame(first, said(ToolCalls.NO_INDEX, null, "f", ""));
        assertSame(second, said(1, null, null, "}"));
        assertSame(second, said(ToolCalls.NO_INDEX, null, null, ""));
        assertEquals(2, said(ToolCalls.NO_INDEX, null, "g", "").index());
        assertEquals(3, said(ToolCalls.NO_INDEX, null, "h", "").index());
    }

    @Test
    void anotherIdIsAnotherCallButForOneThatIsMadeUpForEachPiece() {
        ToolCalls.Call first = said(0, "a", "f", "{");
        assertSame(first, said(0, "a", "f", ""));
        assertSame(first, said(0, "b", null, "\"x\":1"));
        assertNotSame(first, said(0, "c", "f", ""));
        ToolCalls.Call whole = said(7, "d", "f", "{}");
        assertNotSame(whole, said(7, "e", null, ""));
    }

    @Test
    void aCallWithoutANameIsRefusedAtTheEnd() {
        ToolCalls.Call call = said(0, "a", null, "{}");
        assertThrows(FailureException.class, calls::refuseNameless);
        call.begin();
        calls.refuseNameless();
    }

    @Test
    void whatWasSaidIsKnown() {
        ToolCalls.Call call = said(0, null, null, "");
        assertFalse(call.begun());
        assertFalse(call.repeatsId("a"));
        assertEquals("a", call.id());
        assertTrue(call.repeatsId("a"));
        assertTrue(call.repeatsId("b"));
        assertTrue(call.repeatsId(null));
        assertEquals("a", call.id());
        assertFalse(call.repeatsName("f"));
        assertTrue(call.repeatsName("f"));
        assertTrue(call.repeatsName(null));
        assertFalse(call.repeatsName("oo"));
        assertTrue(call.repeatsType(false));
        assertFalse(call.repeatsType(true));
        assertTrue(call.repeatsType(true));
        call.keep("{\"a\"");
        call.keep(":1}");
        assertEquals("{\"a\":1}", call.takeKept());
        assertEquals("", call.takeKept());
    }

    private ToolCalls.Call said(int index, @Nullable String id, @Nullable String name, String arguments) {
        ToolCalls.Call call = calls.of(index, id, name);
        call.repeatsId(id);
        call.repeatsName(name);
        call.accept(arguments);
        return call;
    }
}
