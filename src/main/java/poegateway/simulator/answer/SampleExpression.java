package poegateway.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.simulator.schema.SampleValues;

/** Arithmetic for functions that take some: what the user writes of it, or else a sum of our own. */
final class SampleExpression {
    /** The argument that holds it. */
    private static final String NAME = "expression";

    private static final String OWN = "6 * 7";
    private static final Pattern SHARE =
            Pattern.compile("(\\d[\\d,]*(?:\\.\\d+)?)\\s*(?:%|percent)\\s*of\\s*(\\d[\\d,]*(?:\\.\\d+)?)");
    private static final Pattern CANDIDATE = Pattern.compile("[-(\\d][-\\d.,()+*/^ ×÷−]*[)\\d]");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\d),(?=\\d{3}(?!\\d))");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern BRACKET = Pattern.compile("\\(-?n(?: *[-+*/^] *-?n)*\\)");
    private static final Pattern CALCULATION = Pattern.compile("-?n(?: *[-+*/^] *-?n)+");

    private SampleExpression() {}

    /** The arguments with arithmetic in the place of a sample, where they have one and the schema allows it. */
    static JsonNode into(JsonNode arguments, String schema, String userText) {
        if (!arguments.path(NAME).isTextual()) {
            return arguments;
        }
        ObjectNode changed = arguments.deepCopy();
        changed.put(NAME, of(userText));
        return SampleValues.fits(changed, schema) ? changed : arguments;
    }

    static String of(String userText) {
        Matcher share = SHARE.matcher(userText);
        if (share.find()) {
            return plain(share.group(1)) + " / 100 * " + plain(share.group(2));
        }
        return CANDIDATE
                .matcher(userText)
                .results()
                .map(found -> plain(found.group()))
                .filter(SampleExpression::isCalculation)
                .findFirst()
                .orElse(OWN);
    }

    private static String plain(String written) {
        return THOUSANDS
                .matcher(written)
                .replaceAll("")
                .replace('×', '*')
                .replace('÷', '/')
                .replace('−', '-')
                .strip();
    }

    private static boolean isCalculation(String text) {
        String form = NUMBER.matcher(text).replaceAll("n");
        String before = "";
        while (!form.equals(before)) {
            before = form;
            form = BRACKET.matcher(form).replaceAll("n");
        }
        return CALCULATION.matcher(form).matches();
    }
}
