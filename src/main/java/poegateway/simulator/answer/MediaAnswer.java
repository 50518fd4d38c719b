package poegateway.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What models of pictures, video and sound answer: Markdown or a bare URL that looks like Poe's and leads nowhere. */
final class MediaAnswer {
    private MediaAnswer() {}

    /** The answer to that prompt; the same prompt gives the same URL. */
    static String of(ModelCard card, String prompt) {
        String url = "https://pfst.cf2.poecdn.net/base/" + card.output() + "/" + sha256(card.id() + "\n" + prompt);
        if (!card.output().equals("image")) {
            return url;
        }
        String picture = url + "?w=1024&h=1024";
        if (card.id().startsWith("imagen")) {
            return "![" + prompt + "_image_1](" + picture + ")\n\n\n" + picture;
        }
        if (card.id().startsWith("dall-e")) {
            return "![" + prompt + "](" + picture + ")";
        }
        return "![" + prompt + ".png](" + picture + ")\n\n" + picture;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
