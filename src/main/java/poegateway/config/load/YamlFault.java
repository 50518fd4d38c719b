package poegateway.config.load;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import poegateway.config.tree.ConfigProblem;

/**
 * Broken YAML in the words of whoever wrote it.
 *
 * @param mark where the mistake is likely to be
 * @param fault what is wrong, as a clause
 * @param fix what to do, as a sentence
 */
record YamlFault(Optional<Mark> mark, String fault, String fix) {
    private static final Pattern FIRST_CHARACTER = Pattern.compile("found character '(\\S)' that cannot start.*");

    static YamlFault of(MarkedYamlEngineException broken) {
        String problem = String.valueOf(broken.getProblem());
        Optional<Mark> here = broken.getProblemMark();
        Optional<Mark> opening = broken.getContextMark().or(() -> here);
        if (problem.contains("(TAB)")) {
            return new YamlFault(here, "there is a tab here", "Indent with spaces.");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            String fix = "Indent the line like its neighbours; put a value that has a colon in quotes.";
            return new YamlFault(here, "no colon can stand here", fix);
        }
        if (problem.startsWith("expected <block end>")) {
            return new YamlFault(here, "the line is not indented like its neighbours", "Put it right below them.");
        }
        if (problem.startsWith("expected ','") || problem.contains("end of stream")) {
            return new YamlFault(opening, "what begins here is not closed", "Close the bracket or quote.");
        }
        Matcher first = FIRST_CHARACTER.matcher(problem);
        if (first.matches()) {
            return new YamlFault(here, "no value can begin with " + first.group(1), "Put it in quotes.");
        }
        if (problem.startsWith("unexpected character found")) {
            return new YamlFault(
                    here, "the character before this one has a meaning in YAML", "Put the value in quotes.");
        }
        String shown = ConfigProblem.shortened(problem);
        return new YamlFault(here, "broken YAML: " + shown, "Correct the line or the one above it.");
    }
}
