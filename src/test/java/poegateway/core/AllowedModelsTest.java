package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.FailureException;

class AllowedModelsTest {
    @Test
    void withoutAListEveryModelIsAllowed() {
        assertTrue(AllowedModels.ALL.all());
        for (String model : List.of("GPT-5", "", "a/b/c", "x".repeat(1_000))) {
            assertTrue(AllowedModels.ALL.allows(model), model);
        }
        assertFalse(new AllowedModels(List.of("*")).all());
    }

    @ParameterizedTest
    @CsvSource({
        "GPT-5, gpt-5",
        "gpt-5, GPT-5",
        "gpt-5, openai/GPT-5",
        "openai/gpt-5, gpt-5",
        "openai/gpt-5, other/gpt-5",
        "claude-*, Claude-Opus-4.6",
        "claude-*, claude-",
        "*, anything",
        "*, some/thing",
        "*, a/b/c",
        "*-mini, gpt-5-mini",
        "*-mini, a-mini-b-mini",
        "g*5*i, gpt-5-5-mini",
        "g**5, gpt-5",
        "*a*b, xaxbab",
        "gpt-5*, gpt-5",
    })
    void aNameIsAllowedInEverySpelling(String pattern, String model) {
        assertTrue(new AllowedModels(List.of("other", pattern)).allows(model));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5, gpt-5-mini",
        "gpt-5, gpt-",
        "gpt-5, xgpt-5",
        "gpt-5, gpt-5/other",
        "gpt-5, 'gpt-5 '",
        "gpt-5, ''",
        "gpt-5, gpt-5/",
        "claude-*, gpt-5",
        "claude-*, claude",
        "*-mini, gpt-5-minimal",
        "*-mini, gpt-5",
        "a*b*c, acb",
        "'*', a/",
        "claude-*, a/claude-b/gpt-5",
        "claude-*, claude-a/gpt-5",
        "gpt.5, gpt-5",
    })
    void anotherNameIsNot(String pattern, String model) {
        assertFalse(new AllowedModels(List.of(pattern)).allows(model));
    }

    @Test
    void aNameOfMoreThan200CharactersIsNoModel() {
        AllowedModels allowed = new AllowedModels(List.of("x*"));
        assertTrue(allowed.allows("x".repeat(200)));
        assertFalse(allowed.allows("x".repeat(201)));
    }

    @Test
    void whoAsksForAnotherModelIsToldWhichOnesItMayUse() {
        AllowedModels allowed = new AllowedModels(List.of("claude-*", "GPT-5"));
        assertDoesNotThrow(() -> allowed.check("gpt-5"));
        FailureException thrown = assertThrows(FailureException.class, () -> allowed.check("o3"));
        assertEquals(new AccessFailure.ModelNotAllowed("o3", List.of("claude-*", "GPT-5")), thrown.failure());
        assertEquals("model", thrown.failure().param());
        assertEquals(
                "This key may not use the model 'o3'. It may use: claude-*, GPT-5. Whoever runs the gateway sets that in"
                        + " 'models' of the key.",
                thrown.failure().message());
    }

    @Test
    void theMessageIsBounded() {
        List<String> many =
                IntStream.range(0, 1_000).mapToObj(i -> i + "y".repeat(190)).toList();
        String message = new AccessFailure.ModelNotAllowed("x".repeat(5_000_000), many).message();
        assertTrue(message.length() < 1_500, () -> "of " + message.length());
        assertTrue(message.contains("and 990 more"), message);
        assertTrue(message.contains("x".repeat(100) + "...'"), message);
        String ten = new AccessFailure.ModelNotAllowed("x", many.subList(0, 10)).message();
        assertFalse(ten.contains("more"), ten);
    }
}
