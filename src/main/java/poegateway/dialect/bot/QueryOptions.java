package poegateway.dialect.bot;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.dialect.RequestOutline;
import poegateway.dialect.request.RequestMember;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/**
 * The messages of a query, and the options of the model among their members: those of the user's last message, or of the last
 * message that has any where the user says nothing.
 */
final class QueryOptions implements RequestMember.Own {
    private static final String PARAMETERS = "parameters";

    private int firstWrong = -1;
    private @Nullable Said ofUser;
    private @Nullable Said ofOthers;

    /**
     * The options of one message.
     *
     * @param place where more may be put; absent where what stands there is no object
     */
    private record Said(Optional<RequestOutline.OptionsPlace> place, RequestOutline.Offsets valuesAt, boolean there) {}

    /** Reads the list at hand, and leaves the cursor on its closing bracket. */
    static QueryOptions read(JsonCursor cursor) throws JsonFault {
        QueryOptions options = new QueryOptions();
        for (int i = 0; cursor.need() != JsonToken.END_ARRAY; i++) {
            if (cursor.current() == JsonToken.START_OBJECT) {
                options.message(cursor);
            } else if (options.firstWrong < 0) {
                options.firstWrong = i;
            }
            cursor.skip();
        }
        return options;
    }

    /** Number of the first message that is no object; -1 when there is none. */
    int firstWrong() {
        return firstWrong;
    }

    /** What is known of the request by its options. */
    RequestOutline outline(boolean tools) {
        Said read = ofUser == null ? ofOthers : ofUser;
        return read == null
                ? RequestOutline.NONE
                : new RequestOutline(Optional.empty(), read.place, read.valuesAt, false, tools);
    }

    private void message(JsonCursor cursor) throws JsonFault {
        int inside = cursor.start() + 1;
        String role = "";
        Said said = null;
        boolean empty = true;
        while (cursor.need() == JsonToken.FIELD_NAME) {
            empty = false;
            String name = cursor.name();
            boolean isText = cursor.need() == JsonToken.VALUE_STRING;
            if (name.equals(PARAMETERS)) {
                said = said(cursor);
            } else if (name.equals("role") && isText) {
                role = cursor.text();
            } else {
                cursor.skip();
            }
        }
        note(role, said == null ? unsaid(inside, empty) : said);
    }

    private void note(String role, Said said) {
        if (role.equals("user")) {
            ofUser = said;
        } else if (said.there || ofOthers == null || !ofOthers.there) {
            ofOthers = said;
        }
    }

    /** A message without options gets them before all else. */
    private static Said unsaid(int inside, boolean empty) {
        return new Said(
                Optional.of(new RequestOutline.OptionsPlace(
                        new ByteRange(inside, inside), "\"" + PARAMETERS + "\":{", empty ? "}" : "},")),
                RequestOutline.Offsets.NONE,
                false);
    }

    private static Said said(JsonCursor cursor) throws JsonFault {
        int from = cursor.start();
        if (cursor.current() == JsonToken.VALUE_NULL) {
            ByteRange nothing = new ByteRange(from, from + "null".length());
            return new Said(
                    Optional.of(new RequestOutline.OptionsPlace(nothing, "{", "}")),
                    RequestOutline.Offsets.NONE,
                    false);
        }
        if (cursor.current() != JsonToken.START_OBJECT) {
            cursor.skip();
            return new Said(Optional.empty(), RequestOutline.Offsets.NONE, true);
        }
        RequestOutline.Offsets.Builder valuesAt = RequestOutline.Offsets.builder();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String name = cursor.name();
            cursor.need();
            valuesAt.add(name, cursor.start());
            cursor.skip();
        }
        ByteRange first = new ByteRange(from + 1, from + 1);
        RequestOutline.Offsets found = valuesAt.build();
        String after = found.isEmpty() ? "" : ",";
        return new Said(Optional.of(new RequestOutline.OptionsPlace(first, "", after)), found, true);
    }
}
