package poegateway.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;

class RequestLossTest {
    private static final Path PAGE = Path.of("docs", "loss.md");

    @Test
    void everyFieldOfARequestIsExpressedOrRefusedOrNamedAsDropped() {
        List<String> lost = new ArrayList<>();
        for (LossDialects.Caller caller : LossDialects.CALLERS) {
            for (LossDialects.Model model : LossDialects.MODELS) {
                RequestWay way = new RequestWay(caller.format(), model.format());
                for (Probe probe : Probe.list(caller.requests())) {
                    if (way.outcome(probe) instanceof Outcome.Lost silent) {
                        lost.add(caller.name() + " over " + model.name() + ": " + probe.place() + ": " + silent.why());
                    }
                }
            }
        }
        assertEquals("", String.join("\n", lost));
    }

    /** Where Poe speaks the caller's dialect, only edits that are known by their ids change the bytes. */
    @Test
    void everyFieldOfARequestThatPassesArrivesAsItCame() {
        List<String> changed = new ArrayList<>();
        for (LossDialects.Model model : LossDialects.MODELS) {
            for (Probe probe : Probe.list(model.name() + "-request.txt")) {
                if (!probe.ownAffair() && !arrives(model.format(), probe)) {
                    changed.add(model.name() + ": " + probe.place() + " of " + probe.with());
                }
            }
        }
        assertEquals("", String.join("\n", changed));
    }

    private static boolean arrives(WireFormat format, Probe probe) {
        Opening opening;
        try {
            opening = format.open(probe.bytesWith(), "m");
        } catch (FailureException refused) {
            return refused.failure().message().contains(Places.last(probe.place()));
        }
        String sent = new String(opening.edits().apply(probe.bytesWith()), StandardCharsets.UTF_8);
        JsonNode there = Places.get(Probe.json(sent), probe.place().replace("extra_body.", ""));
        boolean isSystem =
                probe.value().asText().equals("developer") && there.asText().equals("system");
        boolean elsewhere = sent.contains(probe.value().toString());
        return isSystem
                || elsewhere
                || (probe.value().isObject() ? hasAll(there, probe.value()) : there.equals(probe.value()));
    }

    /** What is added is not looked at. */
    private static boolean hasAll(JsonNode object, JsonNode members) {
        return members.properties().stream()
                .allMatch(member -> member.getValue().equals(object.get(member.getKey())));
    }

    @Test
    void thePageSaysWhatBecomesOfEachField() throws IOException {
        String page = LossPage.text();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "run mvn test -Dtest=RequestLossTest -Ddocs.write=true");
    }
}
