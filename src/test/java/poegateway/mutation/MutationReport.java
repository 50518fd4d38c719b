package poegateway.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One part of the code under {@code mvn -Pmutation}.
 *
 * @param part id of the execution in pom.xml
 * @param killed mutants that a test noticed
 * @param covered mutants in code that a test runs
 */
record MutationReport(String part, long killed, long covered) {
    private static final Path REPORTS = Path.of("target", "mutation");
    private static final Pattern ROW = Pattern.compile(
            "^\\| `([\\w-]+)` \\| (\\d+) \\| (\\d+) \\| (?:\\d+ %|not measured) \\| \\d+ % \\|$", Pattern.MULTILINE);

    /**
     * A part that pom.xml names.
     *
     * @param percent of the covered mutants that must be killed
     */
    record Bar(String part, int percent) {}

    long percent() {
        return covered == 0 ? 0 : 100 * killed / covered;
    }

    boolean measured() {
        return covered > 0;
    }

    String row(int bar) {
        String share = measured() ? percent() + " %" : "not measured";
        return String.format(Locale.ROOT, "| `%s` | %d | %d | %s | %d %% |\n", part, killed, covered, share, bar);
    }

    /** What the last run found, of a part that has been run. */
    static MutationReport read(String part) {
        long killed = 0;
        long covered = 0;
        NodeList mutants =
                parsed(REPORTS.resolve(part).resolve("mutations.xml")).getElementsByTagName("mutation");
        for (int i = 0; i < mutants.getLength(); i++) {
            Element mutant = (Element) mutants.item(i);
            killed += mutant.getAttribute("detected").equals("true") ? 1 : 0;
            covered += mutant.getAttribute("status").equals("NO_COVERAGE") ? 0 : 1;
        }
        return new MutationReport(part, killed, covered);
    }

    static boolean wasRun(String part) {
        return Files.exists(REPORTS.resolve(part).resolve("mutations.xml"));
    }

    /** The rows of the table on a page. */
    static List<MutationReport> shownOn(String page) {
        List<MutationReport> rows = new ArrayList<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            rows.add(new MutationReport(row.group(1), Long.parseLong(row.group(2)), Long.parseLong(row.group(3))));
        }
        return rows;
    }

    /** All parts that pom.xml names, in its order. */
    static List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        NodeList executions = parsed(Path.of("pom.xml")).getElementsByTagName("execution");
        for (int i = 0; i < executions.getLength(); i++) {
            Element execution = (Element) executions.item(i);
            NodeList bar = execution.getElementsByTagName("testStrengthThreshold");
            if (bar.getLength() > 0) {
                String part = execution.getElementsByTagName("id").item(0).getTextContent();
                bars.add(new Bar(part, Integer.parseInt(bar.item(0).getTextContent())));
            }
        }
        return bars;
    }

    private static Element parsed(Path xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml.toFile())
                    .getDocumentElement();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (SAXException | ParserConfigurationException broken) {
            throw new IllegalStateException(xml + " cannot be read", broken);
        }
    }
}
