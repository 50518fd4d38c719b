package poegateway.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinishReasonTest {
    @Test
    void whatSaysMoreOfTwoFinishesWinsWhicheverComesFirst() {
        String[] byStrength = {"stop", "function_call", "tool_calls", "length", "content_filter"};
        for (int one = 0; one < byStrength.length; one++) {
            for (int other = 0; other < byStrength.length; other++) {
                String stronger = byStrength[Math.max(one, other)];
                assertEquals(stronger, FinishReason.stronger(byStrength[one], byStrength[other]));
            }
            assertEquals(byStrength[one], FinishReason.stronger(byStrength[one], ""));
            assertEquals(byStrength[one], FinishReason.stronger("", byStrength[one]));
            assertEquals(byStrength[one], FinishReason.known(byStrength[one]));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stop,true,true,tool_calls",
        "stop,true,false,tool_calls",
        "stop,false,true,function_call",
        "stop,false,false,stop",
        "length,true,true,length",
        "content_filter,true,false,content_filter",
        "tool_calls,false,false,tool_calls",
    })
    void aCompleteAnswerThatHoldsCallsWaitsForThem(String known, boolean tools, boolean function, String reason) {
        assertEquals(reason, FinishReason.besideCalls(known, tools, function));
    }

    @ParameterizedTest
    @CsvSource({
        "eos,stop",
        "Stop,stop",
        "model_length,length",
        "MAX_OUTPUT_TOKENS,length",
        "tool_call,tool_calls",
        "Recitation,content_filter",
        "refusal,content_filter",
        "error,error",
        "Failed,error",
    })
    void everyWordHasOneOfOpenAis(String said, String known) {
        assertEquals(known, FinishReason.known(said));
    }
}
