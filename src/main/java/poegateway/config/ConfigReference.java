package poegateway.config;

import java.util.List;

/** Writes the two files that tell people about the settings: the page docs/config.md and config/poe-gateway.yaml. */
final class ConfigReference {
    private static final String PAGE_HEAD = """
            # Configuration

            This page is generated from the records in `src/main/java/poegateway/config`.

            Nothing has to be set. A setting is looked for in these places, and the last one that has it wins:

            1. its default
            2. the file: `--config FILE`, else `config/poe-gateway.yaml` in the working folder, if it is there
            3. the environment: the setting's variable; empty variables count as not set
            4. the command line: `--server.port=9000`; secrets are refused there, since every user of a machine can see it

            Unknown keys, unknown `POE_GATEWAY_` variables and values that do not fit stop the start; all of them are
            named at once, with file, line and column.

            Also read:

            | variable | meaning |
            |---|---|
            | `POE_API_KEY` | same as `POE_GATEWAY_POE_API_KEY`, which wins |
            | `POE_API_KEY_FILE` | a file that holds the key; refused when everyone on the machine may read it (for a Kubernetes secret: `defaultMode: 0400`) |
            | `PORT` | same as `POE_GATEWAY_SERVER_PORT`, which wins |

            A `.env` file with `NAME=value` lines stands in for the environment, which wins over it. It lies beside the
            file given with `--config`; without one in the working folder, else in `config/`.

            Values of the file may name variables: `${env:NAME}`. Files named by settings are looked for from the working
            folder. Sizes are whole numbers with `B`, `KiB`, `MiB` or `GiB`; durations with `ms`, `s`, `m` or `h`.
            """;

    private static final String FILE_HEAD = """
            # Settings of poe-gateway, all at their defaults. To change one, remove the '# ' before its name.
            # Meaning of everything: docs/config.md. This file is generated; a changed copy may be given with --config.
            """;

    private ConfigReference() {}

    /** The page, in Markdown. */
    static String page() {
        StringBuilder page = new StringBuilder(PAGE_HEAD);
        String section = "";
        for (Setting setting : Settings.ALL) {
            String top = setting.key().replaceFirst("\\..*", "");
            if (!top.equals(section)) {
                section = top;
                page.append("\n## ").append(top).append("\n\n").append(Settings.sectionDoc(top));
                page.append("\n\n| key | variable | type | default | meaning |\n|---|---|---|---|---|\n");
            }
            page.append(row(setting));
        }
        return page.toString();
    }

    /** The file, with every setting commented out. */
    static String file() {
        StringBuilder file = new StringBuilder(FILE_HEAD);
        List<String> above = List.of();
        for (Setting setting : Settings.ALL) {
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
            String indent = "  ".repeat(sections.size());
            file.append(indent).append("# ").append(meaning(setting)).append('\n');
            file.append(indent)
                    .append("# ")
                    .append(path.getLast())
                    .append(": ")
                    .append(sample(setting))
                    .append('\n');
        }
        return file.toString();
    }

    private static String row(Setting setting) {
        String standard = setting.hasWordsForStandard() ? setting.standardWords() : "`" + setting.standardWords() + "`";
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(
                        setting.key(),
                        setting.variable(),
                        setting.kind().name(),
                        standard,
                        setting.doc().value());
    }

    private static String meaning(Setting setting) {
        String meaning = setting.doc().value();
        if (setting.type().isEnum()) {
            meaning += " One of " + setting.kind().name() + ".";
        }
        return setting.hasWordsForStandard() ? meaning + " Default: " + setting.standardWords() + "." : meaning;
    }

    private static String sample(Setting setting) {
        return setting.hasWordsForStandard() ? setting.sample() : setting.standardWords();
    }
}
