package poegateway.simulator.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.chat.ChatReplies;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.script.Mishap;

/**
 * The model names that choose a fault. They work in any case of letters, on streamed and whole requests, and need a key
 * as other models do. Each one with its meaning stands in the table of {@code docs/simulator.md}, which a test compares
 * with this class.
 *
 * <table>
 * <caption>Families of names</caption>
 * <tr><th>names</th><th>what they do</th><th>defined in</th></tr>
 * <tr><td>{@code error-…}</td><td>an error of Poe, documented or recorded, in each form that its body takes</td>
 *     <td>{@link DocumentedErrors}, {@link RecordedErrors}, {@link RateErrors}</td></tr>
 * <tr><td>{@code once-…}</td><td>an error on the first arrival, the ordinary reply on the next, in turns</td>
 *     <td>{@link OnceErrors}</td></tr>
 * <tr><td>{@code mishap-…}</td><td>a fault of the connection, one for each {@link Mishap}</td>
 *     <td>{@link MishapModels}</td></tr>
 * <tr><td>{@code end-…}, {@code error-first-event}, {@code error-mid-stream}</td>
 *     <td>a stream that ends wrongly or carries an error</td><td>{@link StreamEndModels}</td></tr>
 * <tr><td>{@code sse-…}</td><td>the framing of events</td><td>{@link FramingModels}</td></tr>
 * <tr><td>{@code chunk-…}, {@code tool-…}</td><td>the JSON of chunks</td>
 *     <td>{@link ChunkModels}, {@link ToolModels}</td></tr>
 * <tr><td>{@code finish-…}</td><td>an answer that ends early without an error</td>
 *     <td>{@link FinishModels}</td></tr>
 * <tr><td>{@code body-…}</td><td>a body that is not what was asked for</td><td>{@link BodyModels}</td></tr>
 * <tr><td>{@code slow-…}, {@code silent}, {@code endless}, {@code flood}, {@code long-answer}</td>
 *     <td>time and size</td><td>{@link PaceModels}</td></tr>
 * </table>
 */
public final class MagicModels {
    private final Map<String, MagicModel> models;

    private MagicModels(Map<String, MagicModel> models) {
        this.models = models;
    }

    /** All of them; {@code replies} is what the endless ones are made of. */
    public static MagicModels all(ChatReplies replies) {
        var all = new ArrayList<MagicModel>();
        all.addAll(DocumentedErrors.models());
        all.addAll(RecordedErrors.models());
        all.addAll(RateErrors.models());
        all.addAll(OnceErrors.models());
        all.addAll(MishapModels.models());
        all.addAll(StreamEndModels.models());
        all.addAll(FramingModels.models());
        all.addAll(ChunkModels.models());
        all.addAll(ToolModels.models());
        all.addAll(FinishModels.models());
        all.addAll(BodyModels.models());
        all.addAll(PaceModels.models(replies));
        return new MagicModels(byName(all));
    }

    private static Map<String, MagicModel> byName(List<MagicModel> all) {
        var byName = new LinkedHashMap<String, MagicModel>();
        for (MagicModel model : all) {
            if (byName.put(model.name(), model) != null) {
                throw new IllegalStateException("Two magic models have the name " + model.name() + ".");
            }
        }
        return byName;
    }

    public Optional<MagicModel> find(String name) {
        return Optional.ofNullable(models.get(name.toLowerCase(Locale.ROOT)));
    }

    /** In the order of the table. */
    Collection<MagicModel> models() {
        return List.copyOf(models.values());
    }
}
