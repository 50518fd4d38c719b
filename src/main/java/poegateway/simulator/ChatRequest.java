package poegateway.simulator;

import java.util.List;

/**
 * What the simulator needs to know of a chat request; never the request itself, which may be large.
 *
 * @param model as the caller spelt it; empty when missing
 * @param messages how many messages there are; -1 when the field is missing or no array
 * @param stream whether the reply is streamed
 * @param includeUsage whether a stream tells its usage
 * @param effort {@code reasoning_effort}; empty when missing
 * @param output what the answer's form and length must be
 * @param tools functions on offer, at most {@link ChatRequestReader#MAX_TOOLS}
 * @param toolChoice {@code auto}, {@code none}, {@code required} or the name of one function
 * @param afterToolResult whether the last message is the result of a tool
 * @param said the beginning of the last user message, at most {@link ChatRequestReader#QUOTE_BYTES}
 * @param toolResult the beginning of the last tool result, likewise
 * @param wantsBoth whether the user speaks of "both" or "parallel"
 * @param textBytes bytes of text in all messages, images not counted
 * @param toolBytes bytes of the tools' descriptions
 */
record ChatRequest(
        String model,
        int messages,
        boolean stream,
        boolean includeUsage,
        String effort,
        OutputRules output,
        List<Tool> tools,
        String toolChoice,
        boolean afterToolResult,
        String said,
        String toolResult,
        boolean wantsBoth,
        long textBytes,
        long toolBytes) {
    /**
     * A function on offer.
     *
     * @param name its name
     * @param schema its parameters as JSON text; {@code {}} when it has none, {@link #TOO_LONG} when it was not read
     */
    record Tool(String name, String schema) {
        /** Stands for a schema that is longer than {@link ChatRequestReader#MAX_SCHEMA_BYTES}. */
        static final String TOO_LONG = "";
    }

    ChatRequest {
        tools = List.copyOf(tools);
    }

    /** A plain request, for a script that is written before any request is there. */
    static ChatRequest plain(String model, boolean stream) {
        return new ChatRequest(
                model, 1, stream, false, "", OutputRules.NONE, List.of(), "auto", false, "hello", "", false, 5, 0);
    }

    /** Whether an answer may call a tool now. */
    boolean mayCall() {
        return !tools.isEmpty() && !toolChoice.equals("none") && !afterToolResult;
    }

    /** The same request with these tools. */
    ChatRequest offering(List<Tool> others) {
        return new ChatRequest(
                model,
                messages,
                stream,
                includeUsage,
                effort,
                output,
                others,
                toolChoice,
                afterToolResult,
                said,
                toolResult,
                wantsBoth,
                textBytes,
                toolBytes);
    }

    /** The same request from a user who wants all tools at once. */
    ChatRequest wantingBoth() {
        return new ChatRequest(
                model,
                messages,
                stream,
                includeUsage,
                effort,
                output,
                tools,
                toolChoice,
                afterToolResult,
                said,
                toolResult,
                true,
                textBytes,
                toolBytes);
    }

    /** The same request, asking for thoughts. */
    ChatRequest thinking() {
        return new ChatRequest(
                model,
                messages,
                stream,
                includeUsage,
                "high",
                output,
                tools,
                toolChoice,
                afterToolResult,
                said,
                toolResult,
                wantsBoth,
                textBytes,
                toolBytes);
    }
}
