package poegateway.media.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;

/** The addresses of pictures in a reply: those of its own media, of pictures in Markdown, and lines that are an address alone. */
final class PictureLinks {
    /** The name may hold brackets: bots put the prompt there. */
    private static final Pattern MARKDOWN = Pattern.compile("(?s)!\\[.*?]\\((https?://[^\\s)]+)\\)");

    /** Poe keeps sound, film and other files beside its pictures. */
    private static final Pattern NO_PICTURE = Pattern.compile("/base/(?!image/)[a-z]+/");

    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*(https?://\\S+)[ \\t]*$");

    private PictureLinks() {}

    /**
     * Each once, in their order.
     *
     * @param known whether an address is one where pictures are kept: of a line alone nothing else tells that it is a picture
     */
    static List<String> of(Reply reply, Predicate<String> known) {
        Set<String> links = new LinkedHashSet<>();
        for (Part part : reply.parts()) {
            if (part instanceof Part.Media media
                    && media.kind() == MediaKind.IMAGE
                    && !(media.source() instanceof MediaSource.FileId)) {
                links.add(String.join(
                        "",
                        MediaSource.url(media.source()).stream()
                                .map(piece -> piece.decoded())
                                .toList()));
            }
        }
        String text = reply.text();
        MARKDOWN.matcher(text).results().forEach(hit -> links.add(hit.group(1)));
        LINE.matcher(text)
                .results()
                .map(hit -> hit.group(1))
                .filter(known)
                .filter(link -> !NO_PICTURE.matcher(link).find())
                .forEach(links::add);
        return List.copyOf(links);
    }
}
