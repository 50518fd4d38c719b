package poegateway.simulator.answer;

import java.util.List;
import java.util.Locale;

/**
 * What is asked of a model, whatever the form of the request; never the request itself, which may be large.
 *
 * @param model as the caller spelt it; empty when missing
 * @param stream whether the reply is streamed
 * @param effort how hard the model is to think, such as {@code high}; empty when missing
 * @param output what the answer's form and length must be
 * @param tools functions on offer, at most {@link #MAX_TOOLS}
 * @param toolChoice {@code auto}, {@code none}, {@code required} or the name of one function
 * @param afterToolResult whether the last message is the result of a tool
 * @param userText the beginning of the last user message, at most {@link #QUOTE_BYTES}
 * @param toolResult the beginning of the last tool result, likewise
 * @param wantsBoth whether the user speaks of "both" or "parallel"
 * @param prompt what the model has to read
 */
public record Question(
        String model,
        boolean stream,
        String effort,
        OutputRules output,
        List<Tool> tools,
        String toolChoice,
        boolean afterToolResult,
        String userText,
        String toolResult,
        boolean wantsBoth,
        Prompt prompt) {
    /** Most bytes of a message that are quoted in an answer. */
    public static final int QUOTE_BYTES = 200;
    /** Bytes of the user's text in which "both" and "parallel" are looked for. */
    public static final int SCAN_BYTES = 4096;
    /** Tools beyond that many are not seen. */
    public static final int MAX_TOOLS = 128;
    /** The effort of a request that has a budget for thoughts in its place. */
    public static final String THINKING_BUDGET = "budget";
    /** Longest schema that arguments are made from; a tool with a longer one cannot be called. */
    public static final int MAX_SCHEMA_BYTES = 64 * 1024;

    /**
     * A function on offer.
     *
     * @param name its name
     * @param schema its parameters as JSON text; {@code {}} when it has none, {@link #TOO_LONG} when it was not read
     */
    public record Tool(String name, String schema) {
        /** Stands for a schema that is longer than {@link Question#MAX_SCHEMA_BYTES}. */
        public static final String TOO_LONG = "";
    }

    /**
     * What the model has to read, as far as an answer depends on it.
     *
     * @param textBytes bytes of text in all messages, images not counted
     * @param toolBytes bytes of the tools' descriptions
     * @param attachments the files that come with the last user message: their names, or what they are
     * @param instructions the beginning of the first system message, at most {@link #QUOTE_BYTES}; empty when there is none
     * @param cachedTokens how much of it, from its beginning on, need not be read again
     */
    public record Prompt(
            long textBytes, long toolBytes, List<String> attachments, String instructions, long cachedTokens) {
        public Prompt {
            attachments = List.copyOf(attachments);
        }

        /** A prompt without files and instructions, of which nothing is cached. */
        public static Prompt of(long textBytes, long toolBytes) {
            return new Prompt(textBytes, toolBytes, List.of(), "", 0);
        }

        private Prompt cached(long tokens) {
            return new Prompt(textBytes, toolBytes, attachments, instructions, tokens);
        }
    }

    public Question {
        tools = List.copyOf(tools);
    }

    /** A plain question, for a script that is written before any request is there. */
    public static Question plain(String model, boolean stream) {
        return new Question(
                model, stream, "", OutputRules.NONE, List.of(), "auto", false, "hello", "", false, Prompt.of(5, 0));
    }

    /** Whether a user who writes that, of which {@link #SCAN_BYTES} are read, wants all tools at once. */
    public static boolean wantsBoth(String userText) {
        String lower = userText.toLowerCase(Locale.ROOT);
        return lower.contains("both") || lower.contains("parallel");
    }

    /** Whether an answer may call a tool now. */
    public boolean mayCall() {
        return !tools.isEmpty() && !toolChoice.equals("none") && !afterToolResult;
    }

    /** The same question with these tools. */
    public Question offering(List<Tool> others) {
        return with(effort, others, wantsBoth, prompt);
    }

    /** The same question from a user who wants all tools at once. */
    public Question wantingBoth() {
        return with(effort, tools, true, prompt);
    }

    /** The same question, asking for thoughts. */
    public Question thinking() {
        return with("high", tools, wantsBoth, prompt);
    }

    /** The same question, so many tokens of whose prompt are cached. */
    public Question cached(long tokens) {
        return with(effort, tools, wantsBoth, prompt.cached(tokens));
    }

    private Question with(String otherEffort, List<Tool> otherTools, boolean both, Prompt otherPrompt) {
        return new Question(
                model,
                stream,
                otherEffort,
                output,
                otherTools,
                toolChoice,
                afterToolResult,
                userText,
                toolResult,
                both,
                otherPrompt);
    }
}
