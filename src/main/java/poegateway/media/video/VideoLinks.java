package poegateway.media.video;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;

/** The address of a video in a reply: that of its own media, of Markdown, or a line that is an address alone. */
final class VideoLinks {
    private static final Pattern MARKDOWN = Pattern.compile("(?s)]\\((https?://[^\\s)]+)\\)");
    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*(https?://\\S+)[ \\t]*$");

    /** Poe keeps pictures, sound and other files beside its videos. */
    private static final Pattern NO_VIDEO = Pattern.compile("/base/(?!video/)[a-z]+/");

    /** The name of a video, at whatever host. */
    private static final Pattern FILE = Pattern.compile("(?i)\\.(mp4|webm|mov)(\\?|$)");

    private VideoLinks() {}

    /**
     * The first one.
     *
     * @param known whether an address is one where media are kept: nothing else tells that it is no mere mention
     */
    static Optional<String> of(Reply reply, Predicate<String> known) {
        List<String> links = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Part part : reply.parts()) {
            if (part instanceof Part.Media media
                    && media.kind() == MediaKind.VIDEO
                    && media.source() instanceof MediaSource.Address at) {
                links.add(at.url().decoded());
            }
        }
        MARKDOWN.matcher(reply.text()).results().forEach(hit -> told.add(hit.group(1)));
        LINE.matcher(reply.text()).results().forEach(hit -> told.add(hit.group(1)));
        told.stream()
                .filter(link -> !NO_VIDEO.matcher(link).find())
                .filter(link -> known.test(link) || FILE.matcher(link).find())
                .forEach(links::add);
        return links.stream().findFirst();
    }
}
