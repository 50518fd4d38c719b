package poegateway.dialect.messages;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.codec.SignedText;
import poegateway.dialect.request.RequestMember;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * The messages of a request, as far as the gateway must know.
 *
 * @param firstWrong number of the first that is no object, or -1
 * @param pictures whether there are any in them
 * @param edits thoughts taken out that no model of Anthropic's has signed, as those of others are that a caller got here
 * @param lostThoughts whether the last message of the assistant has none left after that
 */
record MessagesMember(int firstWrong, boolean pictures, JsonEdits edits, boolean lostThoughts)
        implements RequestMember.Own {
    /** Name of the edit. */
    static final String FOREIGN = "foreign-thinking-removed";

    private static final byte[] NOTHING_SAID =
            "{\"type\":\"text\",\"text\":\"(thinking)\"}".getBytes(StandardCharsets.UTF_8);

    /** The list at hand; the cursor is left on its closing bracket. */
    static MessagesMember read(JsonCursor cursor) throws JsonFault {
        Walk walk = new Walk(cursor);
        walk.messages();
        return new MessagesMember(walk.firstWrong, walk.pictures, walk.edits.build(), walk.lostThoughts);
    }

    /** A block, where it stands, and whether it is a thought. */
    private record Block(ByteRange at, boolean isThought, boolean isForeign) {}

    private static final class Walk {
        private final JsonCursor cursor;
        private final JsonEdits.Builder edits = JsonEdits.builder();
        private int firstWrong = -1;
        private boolean pictures;
        private boolean lostThoughts;

        Walk(JsonCursor cursor) {
            this.cursor = cursor;
        }

        void messages() throws JsonFault {
            int count = 0;
            while (cursor.need() != JsonToken.END_ARRAY) {
                if (cursor.current() == JsonToken.START_OBJECT) {
                    message();
                } else {
                    firstWrong = firstWrong < 0 ? count : firstWrong;
                    cursor.skip();
                }
                count++;
            }
        }

        private void message() throws JsonFault {
            List<Block> content = List.of();
            boolean byAssistant = false;
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                switch (name) {
                    case "role" ->
                        byAssistant = cursor.current() == JsonToken.VALUE_STRING
                                && cursor.text().equals("assistant");
                    case "content" -> content = blocks();
                    default -> {}
                }
            }
            if (byAssistant) {
                boolean lost = content.stream().anyMatch(Block::isForeign);
                lostThoughts = lost && content.stream().noneMatch(block -> block.isThought && !block.isForeign);
                if (lost) {
                    remove(content);
                }
            }
        }

        /** A message without anything is refused. */
        private void remove(List<Block> content) {
            List<Block> kept =
                    content.stream().filter(block -> !block.isForeign).toList();
            if (kept.isEmpty()) {
                int from = content.getFirst().at.from();
                edits.replace(from, content.getLast().at.to(), NOTHING_SAID, FOREIGN);
                return;
            }
            int end = -1; // of the block before that stays
            for (int i = 0; i < content.size(); i++) {
                Block block = content.get(i);
                if (!block.isForeign) {
                    end = block.at.to();
                } else if (end >= 0) {
                    edits.remove(end, block.at.to(), FOREIGN);
                    end = block.at.to();
                } else {
                    edits.remove(block.at.from(), content.get(i + 1).at.from(), FOREIGN);
                }
            }
        }

        private List<Block> blocks() throws JsonFault {
            if (cursor.current() != JsonToken.START_ARRAY) {
                return List.of();
            }
            List<Block> blocks = new ArrayList<>();
            while (cursor.need() != JsonToken.END_ARRAY) {
                if (cursor.current() == JsonToken.START_OBJECT) {
                    blocks.add(block());
                } else {
                    int from = cursor.start();
                    cursor.skip();
                    blocks.add(new Block(new ByteRange(from, cursor.end()), false, false));
                }
            }
            return blocks;
        }

        private Block block() throws JsonFault {
            int from = cursor.start();
            String type = "";
            String signature = "";
            ObjectReader walk = ObjectReader.of(cursor);
            for (String name = walk.next(); name != null; name = walk.next()) {
                boolean isText = cursor.current() == JsonToken.VALUE_STRING;
                switch (name) {
                    case "type" -> type = isText ? cursor.text() : type;
                    case "signature" -> signature = isText ? cursor.text() : signature;
                    case "content" -> blocks(); // the result of a tool may hold pictures
                    default -> {}
                }
            }
            pictures |= type.equals("image");
            boolean isThinking = type.equals("thinking");
            boolean isForeign = isThinking && (signature.isEmpty() || signature.startsWith(SignedText.PREFIX));
            return new Block(
                    new ByteRange(from, cursor.start() + 1), isThinking || type.equals("redacted_thinking"), isForeign);
        }
    }
}
