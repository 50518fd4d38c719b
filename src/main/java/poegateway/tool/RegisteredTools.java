package poegateway.tool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.tools.RegistrationConfig;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ToolFailure;
import poegateway.core.text.SafeText;
import poegateway.fetch.ToolClient;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.ToolRegistrations;
import poegateway.wire.json.JsonSlice;

/**
 * Webhooks that callers register while the gateway runs. They are kept in a file, and are there again after a start; what the settings
 * do not allow any more is kept and not offered. The file is looked at before each use, so that what another gateway or the operator
 * changed in it holds at once. Safe for all threads.
 */
public final class RegisteredTools implements ToolRegistrations {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredTools.class);
    private static final int DEFINITION_BYTES_MAX = 64 * 1024;

    private final RegistrationRules rules;
    private final ToolFile file;
    private final Set<String> taken;
    private volatile Seen seen = new Seen(Optional.empty(), Collections.emptySortedMap());

    /** A tool that was registered; without one where the settings do not allow it any more. */
    private record Kept(WebhookDefinition definition, Optional<Webhook> tool) {}

    /** What was in the file when it was last looked at. */
    private record Seen(Optional<ToolFile.Stamp> stamp, SortedMap<String, Kept> tools) {
        Seen {
            tools = Collections.unmodifiableSortedMap(tools);
        }
    }

    RegisteredTools(RegistrationRules rules, ToolFile file, Set<String> taken) {
        this.rules = rules;
        this.file = file;
        this.taken = Set.copyOf(taken);
    }

    /**
     * Those of the settings and the file; none where the settings allow none.
     *
     * @param taken names of other tools
     * @throws IllegalArgumentException with a sentence for the operator when the file cannot be read
     */
    public static ToolRegistrations of(RegistrationConfig config, Path file, ToolClient client, Set<String> taken) {
        if (config.hosts().isEmpty()) {
            return OFF;
        }
        RegistrationRules rules = new RegistrationRules(config, client);
        RegisteredTools tools = new RegisteredTools(rules, new ToolFile(file, ToolFile.Disk.REAL), taken);
        tools.load();
        return tools;
    }

    /** @throws IllegalArgumentException with a sentence for the operator */
    void load() {
        try {
            seen = look();
        } catch (IOException | UnfitToolException unreadable) {
            throw new IllegalArgumentException(
                    "The file of registered tools (tools.registration.file) cannot be used: " + unreadable.getMessage()
                            + ". Correct it, or move it away to start without registered tools.",
                    unreadable);
        }
    }

    /** The state comes first: what is changed while it is read is seen the next time. */
    private Seen look() throws IOException, UnfitToolException {
        Optional<ToolFile.Stamp> stamp = file.stamp();
        SortedMap<String, Kept> found = new TreeMap<>();
        for (JsonSlice json : file.read()) {
            WebhookDefinition definition = WebhookDefinition.read(json);
            Kept before = seen.tools.get(definition.name());
            boolean same = before != null && before.definition.json().equals(definition.json());
            found.put(definition.name(), same ? before : new Kept(definition, allowed(definition)));
        }
        return new Seen(stamp, found);
    }

    private SortedMap<String, Kept> kept() {
        Seen last = seen;
        return file.stamp().equals(last.stamp) ? last.tools : lookedAgain();
    }

    private synchronized SortedMap<String, Kept> lookedAgain() {
        Optional<ToolFile.Stamp> now = file.stamp();
        if (!now.equals(seen.stamp)) {
            try {
                seen = look();
            } catch (IOException | UnfitToolException damaged) {
                LOG.warn(
                        "the changed file of registered tools cannot be used, so the tools from before stay: {}",
                        damaged.getMessage());
                seen = new Seen(now, seen.tools);
            }
        }
        return seen.tools;
    }

    private Optional<Webhook> allowed(WebhookDefinition definition) {
        try {
            if (taken.contains(definition.name())) {
                throw new UnfitToolException("name", "is the name of a tool from the settings or of a built-in tool");
            }
            return Optional.of(rules.tool(definition));
        } catch (UnfitToolException refused) {
            LOG.warn(
                    "the registered tool {} is not offered, because the settings no longer allow it: {}",
                    definition.name(),
                    refused.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public List<GatewayTool> all() {
        return kept().values().stream()
                .flatMap(one -> one.tool().stream())
                .<GatewayTool>map(tool -> tool)
                .toList();
    }

    @Override
    public Optional<GatewayTool> find(String name) {
        return Optional.ofNullable(kept().get(name)).flatMap(Kept::tool);
    }

    @Override
    public GatewayTool register(Caller caller, JsonSlice json) {
        unlessAdmin(caller);
        try {
            if (json.length() > DEFINITION_BYTES_MAX) {
                throw new UnfitToolException("tool", "must be described in at most " + DEFINITION_BYTES_MAX + " bytes");
            }
            WebhookDefinition definition = WebhookDefinition.read(json);
            Webhook tool = rules.tool(definition);
            if (add(new Kept(definition, Optional.of(tool)))) {
                LOG.info("the tool {} was registered by {}", definition.name(), caller.name());
            }
            return tool;
        } catch (UnfitToolException unfit) {
            throw refused(new ToolFailure.RegistrationRefused(unfit.expectation(), unfit.member()));
        }
    }

    private boolean add(Kept one) {
        String name = one.definition.name();
        return change(now -> {
            Kept before = now.get(name);
            if (before != null && before.definition.json().equals(one.definition.json()) && before.tool.isPresent()) {
                return false;
            }
            if (before != null || taken.contains(name)) {
                throw refused(new ToolFailure.AlreadyThere(name));
            }
            if (now.size() >= rules.most()) {
                throw refused(new ToolFailure.TooManyRegistered(rules.most()));
            }
            now.put(name, one);
            return true;
        });
    }

    @Override
    public void remove(Caller caller, String name) {
        unlessAdmin(caller);
        var unused = change(now -> {
            if (now.remove(name) == null) {
                throw refused(new ToolFailure.NotRegistered(SafeText.ascii(name)));
            }
            return true;
        });
        LOG.info("the tool {} was removed by {}", name, caller.name());
    }

    /** Changes what is in the file now, whoever wrote it; {@code how} says whether it changed anything. */
    private synchronized boolean change(Predicate<SortedMap<String, Kept>> how) {
        try {
            return file.locked(() -> {
                SortedMap<String, Kept> now = new TreeMap<>(inFile());
                boolean changed = how.test(now);
                if (changed) {
                    file.write(now.values().stream()
                            .map(one -> one.definition.json())
                            .toList());
                    seen = new Seen(file.stamp(), now);
                }
                return changed;
            });
        } catch (IOException failed) {
            LOG.warn("the file of registered tools cannot be written: {}", failed.toString());
            throw new FailureException(new ToolFailure.NotStored(reason(failed)), failed);
        }
    }

    /** A file that cannot be read is left to whoever changed it. */
    private SortedMap<String, Kept> inFile() {
        try {
            seen = look();
            return seen.tools;
        } catch (IOException | UnfitToolException damaged) {
            LOG.warn("the changed file of registered tools cannot be used: {}", damaged.getMessage());
            throw new FailureException(new ToolFailure.NotStored("what is in it is not a list of tools"), damaged);
        }
    }

    /** Without the names of files and folders, which are no business of callers. */
    private static String reason(IOException failed) {
        String words = failed instanceof FileSystemException known ? known.getReason() : failed.getMessage();
        return Objects.requireNonNullElse(words, failed.getClass().getSimpleName());
    }

    private static void unlessAdmin(Caller caller) {
        if (!caller.scopes().contains(Scope.ADMIN)) {
            throw refused(new AccessFailure.MissingScope(Scope.ADMIN.word()));
        }
    }

    private static FailureException refused(Failure why) {
        return new FailureException(why);
    }
}
