package poegateway.simulator.models;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyFormat;
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
 * <tr><td>{@code error-first-event}, {@code error-mid-stream}</td><td>a stream that carries an error</td>
 *     <td>{@link StreamErrors}</td></tr>
 * <tr><td>{@code sse-…}</td><td>the framing of events</td><td>{@link FramingModels}</td></tr>
 * <tr><td>{@code tool-…}</td><td>calls of tools</td><td>{@link ToolModels}</td></tr>
 * <tr><td>{@code finish-…}</td><td>an answer that ends early without an error</td>
 *     <td>{@link FinishModels}</td></tr>
 * <tr><td>{@code body-…}</td><td>a body that is not what was asked for</td><td>{@link BodyModels}</td></tr>
 * <tr><td>{@code slow-…}, {@code silent}, {@code endless}, {@code flood}, {@code long-answer}</td>
 *     <td>time and size</td><td>{@link PaceModels}</td></tr>
 * <tr><td>{@code unlisted-…}</td><td>what is in no list</td><td>{@link UnlistedModels}</td></tr>
 * <tr><td>{@code image-…}, {@code audio-…}</td><td>the host of what was made misbehaves</td>
 *     <td>{@link MediaModels}</td></tr>
 * </table>
 *
 * <p>These answer on every surface. A surface adds those whose fault is of its own wire.
 */
public final class MagicModels {
    private final Map<String, MagicModel> models;

    private MagicModels(Map<String, MagicModel> models) {
        this.models = models;
    }

    /**
     * The models of one surface.
     *
     * @param replies what the endless ones are made of
     * @param format the form that the endless ones have for every request
     * @param own models whose faults are of the wire of this surface
     */
    public static MagicModels of(Replies replies, ReplyFormat format, List<MagicModel> own) {
        var all = new ArrayList<MagicModel>();
        all.addAll(DocumentedErrors.models());
        all.addAll(RecordedErrors.models());
        all.addAll(RateErrors.models());
        all.addAll(OnceErrors.models());
        all.addAll(MishapModels.models());
        all.addAll(StreamErrors.models());
        all.addAll(FramingModels.models());
        all.addAll(ToolModels.models());
        all.addAll(FinishModels.models());
        all.addAll(BodyModels.models());
        all.addAll(PaceModels.models(replies, format));
        all.addAll(UnlistedModels.models());
        all.addAll(MediaModels.models());
        all.addAll(own);
        return new MagicModels(byName(all));
    }

    private static Map<String, MagicModel> byName(List<MagicModel> all) {
        var byName = new LinkedHashMap<String, MagicModel>();
        for (MagicModel model : inFamilies(all)) {
            if (byName.put(model.name(), model) != null) {
                throw new IllegalStateException("Two magic models have the name " + model.name() + ".");
            }
        }
        return byName;
    }

    /** Models whose names begin with the same word stand together, whoever defines them. */
    private static List<MagicModel> inFamilies(List<MagicModel> all) {
        var families = new LinkedHashMap<String, List<MagicModel>>();
        for (MagicModel model : all) {
            String family = model.name().split("-", 2)[0];
            families.computeIfAbsent(family, word -> new ArrayList<>()).add(model);
        }
        return families.values().stream().flatMap(List::stream).toList();
    }

    public Optional<MagicModel> find(String name) {
        return Optional.ofNullable(models.get(name.toLowerCase(Locale.ROOT)));
    }

    /** In the order of the table. */
    Collection<MagicModel> models() {
        return List.copyOf(models.values());
    }
}
