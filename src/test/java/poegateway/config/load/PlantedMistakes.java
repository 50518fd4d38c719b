package poegateway.config.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Mistakes of every kind, all in one place, and what is said about each. */
public final class PlantedMistakes {
    /** Variables of the process. */
    public static final Map<String, String> ENVIRONMENT =
            Map.of("POE_GATEWAY_POE_SUORCE", "poe", "POE_API_KEY_FILE", "secret/key");

    /** Arguments of the command. */
    public static final String FLAG = "--simulator.chunk-char=1";

    private static final String FILE = """
            sever:
              port: 1
            server:
              prot: 9000
              port: many
              heartbeat: Auto
              body-timeout: 30
            upstream:
              attempts: 11
            poe:
              ca-file: ${env:ABSENT}
              balance-every: 5m
              balance-every: 6m
            auth:
              keys:
                - name: ci
                  key: 0123456789-0123456789
                  scopes: [api, metric]
            """;

    private static final String KEY_FILE = "keys:\n\t- name: lab\n";

    private PlantedMistakes() {}

    /**
     * One of them.
     *
     * @param kind what somebody did wrong
     * @param sentence all that is said
     */
    public record Mistake(String kind, String sentence) {}

    /** In the order in which they are told. */
    public static List<Mistake> all() {
        String file = "config/poe-gateway.yaml:";
        return List.of(
                new Mistake("a typo in a section", file + "1:1 unknown key 'sever'. Did you mean 'server'?"),
                new Mistake("a typo in a key", file + "4:3 unknown key 'server.prot'. Did you mean 'server.port'?"),
                new Mistake(
                        "the wrong type",
                        file
                                + "5:9 'server.port' must be a whole number below 2147483648, is 'many'. Correct it, or leave it"
                                + " out for the default: 8642."),
                new Mistake(
                        "a word that is none of the allowed ones",
                        file
                                + "6:14 'server.heartbeat' must be one of auto, chunk, comment, off, is 'Auto'. Correct it, or"
                                + " leave it out for the default: auto."),
                new Mistake(
                        "a duration without its unit",
                        file
                                + "7:17 'server.body-timeout' must be a whole number with ms, s, m or h, such as 90s, is '30'."
                                + " Correct it, or leave it out for the default: 30s."),
                new Mistake(
                        "out of range",
                        file + "9:13 'upstream.attempts' must be 1 to 10, is '11'. Correct it, or leave it out for the"
                                + " default: 3."),
                new Mistake(
                        "a variable that is not set",
                        file
                                + "11:12 'poe.ca-file' needs the variable ABSENT, which is not set, is '${env:ABSENT}'. Correct"
                                + " it, or leave it out for the default: only the system's."),
                new Mistake(
                        "a key written twice",
                        file + "13:3 'poe.balance-every' is written twice. Remove one of the two."),
                new Mistake(
                        "a wrong item of a list",
                        file
                                + "18:21 'auth.keys[0].scopes[1]' must be one of api, metrics, admin, is 'metric'. Correct it,"
                                + " or take it out."),
                new Mistake("a tab", "data/keys.yaml:2:1 there is a tab here. Indent with spaces."),
                new Mistake(
                        "a key file that cannot be read",
                        "environment POE_API_KEY_FILE: file 'secret/key' is not there. Create it, or unset the variable."),
                new Mistake(
                        "a typo in a variable",
                        "environment POE_GATEWAY_POE_SUORCE: unknown variable 'POE_GATEWAY_POE_SUORCE'. Did you mean"
                                + " 'POE_GATEWAY_POE_SOURCE'?"),
                new Mistake(
                        "a typo in a flag",
                        "flag --simulator.chunk-char: unknown flag. Did you mean '--simulator.chunk-chars'?"));
    }

    /** Writes the files. */
    public static void plant(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("config/poe-gateway.yaml"), FILE);
        Files.writeString(folder.resolve("data/keys.yaml"), KEY_FILE);
    }
}
