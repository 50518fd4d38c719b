package poegateway.mcp.tools;

import poegateway.conversation.MediaSource;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.core.Usage;

/** Guesses, before a model is asked, what it will count: at four characters a token, for any language and any model. */
final class ExpectedUsage {
    /** Tokens of an answer where nobody says how long it may be. */
    static final long COMPLETION_TOKENS = 500;

    private static final long CHARS_OF_TOKEN = 4;

    /** Of a picture, or of a file whose size is not known. */
    private static final long MEDIUM_TOKENS = 1_500;

    private ExpectedUsage() {}

    /** Tokens of a text. */
    static long tokens(long chars) {
        return chars / CHARS_OF_TOKEN + 1;
    }

    /** Tokens of so many pictures. */
    static long pictures(long count) {
        return count * MEDIUM_TOKENS;
    }

    /**
     * Of a prompt.
     *
     * @param charsBefore of the conversation that it goes on with
     */
    static Usage of(Prompt prompt, long charsBefore) {
        long tokens = tokens(charsBefore);
        for (Message message : prompt.messages()) {
            for (Part part : message.parts()) {
                tokens += tokens(part);
            }
        }
        return new Usage(tokens, prompt.bounds().maxTokens().orElse(COMPLETION_TOKENS));
    }

    private static long tokens(Part part) {
        return switch (part) {
            case Part.Words words -> tokens(words.text().length());
            case Part.Media media -> media(media);
            case Part.Thinking thinking -> tokens(thinking.text().length());
            case Part.Refusal refusal -> tokens(refusal.text().length());
            case Part.Call call -> tokens(call.call().arguments().length());
            case Part.Result result ->
                result.content().stream().mapToLong(ExpectedUsage::tokens).sum();
            case Part.Foreign foreign -> tokens(foreign.json().length());
            case Part.ForeignCall foreign -> tokens(foreign.json().length());
        };
    }

    private static long media(Part.Media media) {
        return switch (media.source()) {
            case MediaSource.Inline inline ->
                switch (media.kind()) {
                    case DOCUMENT -> tokens(inline.base64().length());
                    case IMAGE, AUDIO, VIDEO -> MEDIUM_TOKENS;
                };
            case MediaSource.Address address -> MEDIUM_TOKENS;
            case MediaSource.FileId file -> MEDIUM_TOKENS;
        };
    }
}
