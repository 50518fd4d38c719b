package poegateway.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import poegateway.mutation.MutationReport.Bar;

class MutationReferenceTest {
    private static final Path PAGE = Path.of("docs", "testing.md");
    private static final String BEGIN = "|---|---|---|---|---|\n";

    @Test
    void thePageShowsEachPartWithItsBarAndNoneThatWasMeasuredIsBelowIt() throws IOException {
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("docs.write")) {
            page = rewritten(page);
            Files.writeString(PAGE, page);
        }
        List<Bar> bars = MutationReport.bars();
        List<MutationReport> shown = MutationReport.shownOn(page);
        assertEquals(
                bars.stream().map(Bar::part).toList(),
                shown.stream().map(MutationReport::part).toList());
        for (int i = 0; i < bars.size(); i++) {
            MutationReport report = shown.get(i);
            int bar = bars.get(i).percent();
            assertTrue(!report.measured() || report.percent() >= bar, report + " is below " + bar + " %");
            assertTrue(page.contains(report.row(bar)), report + " is shown with another bar or share");
        }
    }

    /** With what was measured last; a part that was not keeps its row. */
    private static String rewritten(String page) {
        List<MutationReport> before = MutationReport.shownOn(page);
        String rows = MutationReport.bars().stream()
                .map(bar -> latest(bar.part(), before).row(bar.percent()))
                .collect(Collectors.joining());
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = from;
        while (page.startsWith("|", to)) {
            to = page.indexOf('\n', to) + 1;
        }
        return page.substring(0, from) + rows + page.substring(to);
    }

    private static MutationReport latest(String part, List<MutationReport> before) {
        if (MutationReport.wasRun(part)) {
            return MutationReport.read(part);
        }
        return before.stream()
                .filter(row -> row.part().equals(part))
                .findFirst()
                .orElse(new MutationReport(part, 0, 0));
    }
}
