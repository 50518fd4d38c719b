package poegateway.media.audio;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import poegateway.conversation.MediaKind;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Part;
import poegateway.conversation.Reply;
import poegateway.wire.json.JsonText;

/** The address of the sound in a reply: that of its own media, or the first one in its words. */
final class SoundLinks {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s()<>\\[\\]\"]+");

    /** Poe keeps pictures, film and other files beside its sound. */
    private static final Pattern NO_SOUND = Pattern.compile("/base/(?!audio/)[a-z]+/");

    private SoundLinks() {}

    /** {@code known}: whether an address is one where media are kept; of one in words nothing else tells that it is sound. */
    static Optional<String> of(Reply reply, Predicate<String> known) {
        return reply.parts().stream()
                .filter(Part.Media.class::isInstance)
                .map(Part.Media.class::cast)
                .filter(media -> media.kind() == MediaKind.AUDIO && media.source() instanceof MediaSource.Address)
                .map(media -> url(media.source()))
                .findFirst()
                .or(() -> ADDRESS.matcher(reply.text())
                        .results()
                        .map(MatchResult::group)
                        .filter(known)
                        .filter(link -> !NO_SOUND.matcher(link).find())
                        .findFirst());
    }

    private static String url(MediaSource source) {
        return MediaSource.url(source).stream().map(JsonText::decoded).collect(Collectors.joining());
    }
}
