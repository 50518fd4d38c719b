package poegateway.dialect.responses.event;

import java.nio.charset.StandardCharsets;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** What the deltas of one text have in common, as bytes: all but their number and what they add. */
public final class DeltaForm {
    private final byte[] beforeNumber;
    private final byte[] beforeText;
    private final byte[] afterText;

    private DeltaForm(String beforeNumber, String beforeText, String afterText) {
        this.beforeNumber = beforeNumber.getBytes(StandardCharsets.UTF_8);
        this.beforeText = beforeText.getBytes(StandardCharsets.UTF_8);
        this.afterText = afterText.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The deltas of a text of an item.
     *
     * @param type such as {@code response.output_text.delta}
     * @param itemId whose text it is
     * @param outputIndex number of the item
     * @param part further members that say where in the item, such as {@code ,"content_index":0}; empty where it is the whole item
     * @param after members behind the text, such as {@code ,"logprobs":[]}; empty for none
     */
    public static DeltaForm of(String type, String itemId, int outputIndex, String part, String after) {
        return new DeltaForm(
                EventWriter.beginning(type),
                ",\"item_id\":" + Json.quoted(itemId) + ",\"output_index\":" + outputIndex + part + ",\"delta\":\"",
                "\"" + after + "}" + EventWriter.FRAME_END);
    }

    /** Writes the event with that number. */
    void write(long number, JsonText text, JsonWriter json) {
        json.raw(beforeNumber)
                .value(number)
                .raw(beforeText)
                .raw(text.source(), text.from(), text.to())
                .raw(afterText);
    }
}
