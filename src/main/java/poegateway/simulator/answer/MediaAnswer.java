package poegateway.simulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What models of pictures, video and sound answer.
 *
 * @param text Markdown or a bare URL
 * @param file the same file apart
 */
record MediaAnswer(String text, Turn.MediaFile file) {
    /**
     * The answer to that prompt; the same prompt gives the same URL.
     *
     * @param wish the format of sound, MP3 where it names none, and the size of a picture
     * @param media scheme, host and port of the server that has them
     */
    static MediaAnswer of(ModelCard card, String prompt, FileWish wish, String media) {
        String server = server(card, media);
        String url = server + "/base/" + card.output() + "/" + fault(card) + sha256(card.id() + "\n" + prompt);
        return switch (card.output()) {
            case "image" -> picture(card, prompt, url + query(PictureSize.of(wish.shape(), card.shapes())));
            case "video" -> new MediaAnswer(url, new Turn.MediaFile("video/mp4", prompt + ".mp4", url));
            default -> sound(prompt, wish.format(), url);
        };
    }

    private static String query(PictureSize size) {
        return "?w=" + size.width() + "&h=" + size.height();
    }

    private static String server(ModelCard card, String media) {
        if (card.id().equals(card.output() + "-private")) {
            return "https://127.0.0.2";
        }
        return media;
    }

    /** A name such as {@code image-endless} chooses what the server does. */
    private static String fault(ModelCard card) {
        String kind = card.output() + "-";
        return card.id().startsWith(kind) ? card.id().substring(kind.length()) + "/" : "";
    }

    private static MediaAnswer sound(String prompt, String format, String url) {
        boolean other = List.of("wav", "ogg", "flac").contains(format);
        String at = other ? url + "." + format : url;
        String name = prompt + "." + (other ? format : "mp3");
        return new MediaAnswer(at, new Turn.MediaFile(SampleSound.contentType(format), name, at));
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
