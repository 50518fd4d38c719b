package poegateway.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What models of pictures, video and sound answer.
 *
 * @param text Markdown or a bare URL
 * @param file the same file apart; the URL of a picture is where pictures are kept, all others look like Poe's and lead nowhere
 */
record MediaAnswer(String text, Turn.MediaFile file) {
    /**
     * The answer to that prompt; the same prompt gives the same URL.
     *
     * @param pictures scheme, host and port of the server that has pictures
     */
    static MediaAnswer of(ModelCard card, String prompt, String pictures) {
        String server = card.output().equals("image") ? pictures : TurnAuthor.POE_MEDIA;
        String url = server + "/base/" + card.output() + "/" + sha256(card.id() + "\n" + prompt);
        return switch (card.output()) {
            case "image" -> picture(card, prompt, url + "?w=1024&h=1024");
            case "video" -> new MediaAnswer(url, new Turn.MediaFile("video/mp4", prompt + ".mp4", url));
            default -> new MediaAnswer(url, new Turn.MediaFile("audio/mpeg", prompt + ".mp3", url));
        };
    }

    private static MediaAnswer picture(ModelCard card, String prompt, String url) {
        if (card.id().startsWith("imagen")) {
            return picture(prompt + "_image_1", url, "\n\n\n" + url);
        }
        return card.id().startsWith("dall-e") ? picture(prompt, url, "") : picture(prompt + ".png", url, "\n\n" + url);
    }

    private static MediaAnswer picture(String name, String url, String after) {
        return new MediaAnswer("![" + name + "](" + url + ")" + after, new Turn.MediaFile("image/png", name, url));
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
