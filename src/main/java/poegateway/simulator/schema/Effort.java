package poegateway.simulator.schema;

/** What one value has cost so far, in work and in size. Not for several threads. */
final class Effort {
    /** Most schemas that are looked at, alternatives that lead nowhere included. */
    static final int MAX_STEPS = 20_000;
    /** Most values in all: objects, arrays and what they hold. */
    static final int MAX_VALUES = 1_000;
    /** Most characters of all strings and names together. */
    static final int MAX_CHARS = 64 * 1024;

    private int steps;
    private int values;
    private int chars;

    /** The size so far. */
    record Mark(int values, int chars) {}

    void step(String place) {
        if (++steps > MAX_STEPS) {
            throw UnmetSchemaException.limit("schema", place, "takes more than " + MAX_STEPS + " steps to follow");
        }
    }

    void value(String keyword, String place) {
        if (++values > MAX_VALUES) {
            throw UnmetSchemaException.limit(
                    keyword, place, "takes the value over " + MAX_VALUES + " objects, arrays and what they hold");
        }
    }

    void text(int added, String place) {
        chars += added;
        if (chars > MAX_CHARS) {
            throw UnmetSchemaException.limit("minLength", place, "takes the value over " + MAX_CHARS + " characters");
        }
    }

    Mark mark() {
        return new Mark(values, chars);
    }

    /** Forgets the size of what was made since and thrown away; the work stays done. */
    void returnTo(Mark mark) {
        values = mark.values();
        chars = mark.chars();
    }
}
