package poegateway.config.docs;

import java.util.ArrayList;
import java.util.List;
import poegateway.config.tree.Setting;
import poegateway.config.tree.Settings;
import poegateway.config.tree.Shape;

/** Writes the two files that tell people about the settings: the page docs/config.md and config/poe-gateway.yaml. */
final class ConfigReference {
    private static final String PAGE_HEAD = """
            # Configuration

            This page is generated from the records in `src/main/java/poegateway/config`.

            Nothing has to be set. A setting is looked for in these places, and the last one that has it wins:

            1. its default
            2. the file: `--config FILE`, else `config/poe-gateway.yaml` in the gateway's folder, if it is there
            3. the environment: the setting's variable; empty variables count as not set
            4. the command line: `--server.port=9000`; secrets are refused there, since every user of a machine can see it

            Lists can only be set in the file. Unknown keys, unknown `POE_GATEWAY_` variables and values that do not fit stop
            the start; all of them are named at once, with file, line and column. `poe-gateway check` looks for them
            without starting, `poe-gateway config show --origin` shows the settings in force and where each was set.

            While the gateway runs, it looks at its files once a second, and at once on SIGHUP: changed keys of callers and of Poe, limits, aliases, log
            level and certificate files take effect without a restart, everything else at the next start. A file with mistakes
            changes nothing; the log names them.

            Also read:

            | variable | meaning |
            |---|---|
            | `POE_API_KEY` | same as `POE_GATEWAY_POE_API_KEY`, which wins |
            | `POE_API_KEY_FILE` | a file that holds the key; refused when everyone on the machine may read it (for a Kubernetes secret: `defaultMode: 0400`) |
            | `POE_GATEWAY_KEYS` | keys of callers as `name:key`, separated by commas; they are added to `auth.keys` and open the API |
            | `HTTPS_PROXY`, `https_proxy` | same as `POE_GATEWAY_POE_PROXY`, which wins |
            | `NO_PROXY`, `no_proxy` | same as `POE_GATEWAY_POE_NO_PROXY`, which wins |
            | `PORT` | same as `POE_GATEWAY_SERVER_PORT`, which wins |

            A `.env` file with `NAME=value` lines adds to the environment, which wins over it. It is the one beside the
            file given with `--config`; without that flag, the one in the gateway's folder, else in `config/`.

            The gateway's folder is the one with its launcher, wherever it is called from; without the launcher it is
            the working folder. Relative paths in the settings start there, those on the command line
            in the working folder.

            Values in the file may refer to variables: `${env:NAME}`. Sizes are whole numbers with `B`, `KiB`, `MiB` or `GiB`; durations with `ms`, `s`, `m` or `h`.

            Editors complete and check the file with `config/poe-gateway.schema.json`; the first
            line of `config/poe-gateway.yaml` points there.
            """;

    private static final String FILE_HEAD = """
            # yaml-language-server: $schema=poe-gateway.schema.json
            # Settings of poe-gateway, all at their defaults. To change one, remove the '# ' before its name; of a list,
            # before each of its lines. Meaning of everything: docs/config.md. This file is generated; a changed copy may
            # be given with --config.
            """;

    private static final String TABLE = "\n\n| key | variable | type | default | meaning |\n|---|---|---|---|---|\n";
    private static final String ITEM_TABLE = "| key | type | default | meaning |\n|---|---|---|---|\n";

    private ConfigReference() {}

    /** The page, in Markdown. */
    static String page() {
        StringBuilder page = new StringBuilder(PAGE_HEAD);
        List<Setting> groups = new ArrayList<>();
        String section = "";
        for (Setting setting : Settings.GATEWAY.all()) {
            String top = setting.key().replaceFirst("\\..*", "");
            if (!top.equals(section)) {
                appendItems(groups, page);
                section = top;
                page.append("\n## ").append(top).append("\n\n").append(Settings.sectionDoc(top));
                page.append(TABLE);
            }
            page.append(row(setting));
            if (setting.inFileOnly() && setting.form().hasParts()) {
                groups.add(setting);
            }
        }
        appendItems(groups, page);
        return page.toString();
    }

    /** The file, with every setting commented out. */
    static String file() {
        StringBuilder file = new StringBuilder(FILE_HEAD);
        List<String> above = List.of();
        for (Setting setting : Settings.GATEWAY.all()) {
            List<String> path = List.of(setting.key().split("\\."));
            List<String> sections = path.subList(0, path.size() - 1);
            for (int depth = 0; depth < sections.size(); depth++) {
                if (above.size() <= depth || !above.subList(0, depth + 1).equals(sections.subList(0, depth + 1))) {
                    file.append(depth == 0 ? "\n" : "")
                            .append("  ".repeat(depth))
                            .append(sections.get(depth))
                            .append(":\n");
                }
            }
            above = sections;
            String mark = "  ".repeat(sections.size()) + "# ";
            file.append(mark).append(meaning(setting)).append('\n');
            example(setting).forEach(line -> file.append(mark).append(line).append('\n'));
        }
        return file.toString();
    }

    private static void appendItems(List<Setting> groups, StringBuilder page) {
        for (Setting group : groups) {
            page.append("\nEach of `").append(group.key()).append("`:\n\n").append(ITEM_TABLE);
            for (Setting part : Settings.ofItem(group.form().type(), "").all()) {
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                part.word(),
                                part.typeWords(),
                                standard(part),
                                part.doc().value()));
            }
        }
        groups.clear();
    }

    private static String row(Setting setting) {
        String variable = setting.inFileOnly() ? "only in the file" : "`" + setting.variable() + "`";
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.key(),
                        variable,
                        setting.typeWords(),
                        standard(setting),
                        setting.doc().value());
    }

    private static String standard(Setting setting) {
        if (setting.role() == Setting.Role.REQUIRED) {
            return "required";
        }
        return setting.hasWordsForStandard() ? setting.standardWords() : "`" + setting.standardWords() + "`";
    }

    private static String meaning(Setting setting) {
        String meaning = setting.doc().value();
        if (setting.form().type().isEnum()) {
            meaning += " One of " + setting.kind().name() + ".";
        }
        return setting.hasWordsForStandard() ? meaning + " Default: " + setting.standardWords() + "." : meaning;
    }

    private static List<String> example(Setting setting) {
        if (!setting.inFileOnly()) {
            String value = setting.hasWordsForStandard() ? setting.sample() : setting.standardWords();
            return List.of(setting.word() + ": " + value);
        }
        List<String> lines = new ArrayList<>();
        lines.add(setting.word() + ":");
        if (setting.form() instanceof Shape.Named) {
            lines.add("  " + setting.sample());
            return lines;
        }
        if (!setting.form().hasParts()) {
            lines.add("  - " + setting.sample());
            return lines;
        }
        String lead = "  - ";
        for (Setting part : Settings.ofItem(setting.form().type(), "").all()) {
            if (part.role() == Setting.Role.REQUIRED || !part.doc().sample().isEmpty()) {
                lines.add(lead + part.word() + ": " + part.sample());
                lead = "    ";
            }
        }
        return lines;
    }
}
