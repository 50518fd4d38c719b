package poegateway.config.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables into values of the file: {@code ${env:NAME}}. */
record Placeholders(Variables variables) {
    private static final Pattern ANY = Pattern.compile("\\$\\{([^}]*)(}?)");
    private static final Pattern KNOWN = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)");

    /** @throws Unfit when one is unknown, unfinished or not set */
    String expand(String text) throws Unfit {
        Matcher matcher = ANY.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(valueOf(matcher)));
        }
        return matcher.appendTail(expanded).toString();
    }

    private String valueOf(Matcher matcher) throws Unfit {
        Matcher known = KNOWN.matcher(matcher.group(1));
        if (!known.matches() || matcher.group(2).isEmpty()) {
            throw new Unfit("must name variables as ${env:NAME}");
        }
        String name = known.group(1);
        return variables.value(name).orElseThrow(() -> new Unfit("needs the variable " + name + ", which is not set"));
    }

    /** Its message is an expectation, as the rest of a sentence. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String expectation;

        Unfit(String expectation) {
            super(expectation);
            this.expectation = expectation;
        }

        String expectation() {
            return expectation;
        }
    }
}
