package poegateway.relay.form;

/** Bounds the work of one check. */
final class CheckEffort {
    static final int STEPS_MAX = 2_000_000;
    static final int DEPTH_MAX = 400;

    private int steps;
    private int depth;

    /**
     * One step.
     *
     * @throws UncheckableSchemaException when there were too many
     */
    void step() {
        steps++;
        if (steps > STEPS_MAX) {
            throw tooMuch();
        }
    }

    /** One step, and one schema inside another. */
    void enter() {
        step();
        depth++;
        if (depth > DEPTH_MAX) {
            throw tooMuch();
        }
    }

    /** Out of that schema. */
    void leave() {
        depth--;
    }

    /** A text whose every look costs a step: a regular expression may look at it any number of times. */
    CharSequence watched(String text) {
        return new Watched(text, 0, text.length());
    }

    private static UncheckableSchemaException tooMuch() {
        return new UncheckableSchemaException("it takes too long");
    }

    private final class Watched implements CharSequence {
        private final String text;
        private final int from;
        private final int to;

        Watched(String text, int from, int to) {
            this.text = text;
            this.from = from;
            this.to = to;
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            step();
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text, from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
