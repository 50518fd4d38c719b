package poegateway.meter;

/**
 * Tells what may be the name of a model from what may be a key that was pasted in its place. Names of models are made of words
 * and version numbers; keys are long, or letters, digits and cases change in them again and again.
 */
final class ModelShape {
    private static final int CHARS_MAX = 50;
    private static final int WORD_CHARS_MAX = 20;
    /** Of a word with digits in it, such as {@code mixtral8x22b}. */
    private static final int MIXED_CHARS_MAX = 16;

    private static final int DIGITS_MAX = 8;
    /** From a letter to a digit, or back. */
    private static final int CHANGES_MAX = 5;
    /** From a small letter to a capital within a word, such as {@code MarkItDown}. */
    private static final int CAPITALS_MAX = 3;

    private int digits;
    private int changes;
    private int capitals;
    private int wordChars;
    private boolean wordHasDigits;
    private boolean wordHasLetters;

    private ModelShape() {}

    static boolean fits(String name) {
        return name.length() <= CHARS_MAX && new ModelShape().fitsAll(name);
    }

    private boolean fitsAll(String name) {
        int before = ' ';
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            take(before, character);
            if (!fitsSoFar()) {
                return false;
            }
            before = character;
        }
        return true;
    }

    private void take(int before, char character) {
        boolean digit = Character.isDigit(character);
        boolean inWord = digit || Character.isLetter(character) || Character.isSurrogate(character);
        boolean wordGoesOn = inWord && wordChars > 0;
        if (!wordGoesOn) {
            wordChars = 0;
            wordHasDigits = false;
            wordHasLetters = false;
        }
        if (inWord) {
            wordChars++;
            wordHasDigits |= digit;
            wordHasLetters |= !digit;
        }
        digits += digit ? 1 : 0;
        changes += wordGoesOn && digit != Character.isDigit(before) ? 1 : 0;
        capitals += Character.isLowerCase(before) && Character.isUpperCase(character) ? 1 : 0;
    }

    private boolean fitsSoFar() {
        int most = wordHasDigits && wordHasLetters ? MIXED_CHARS_MAX : WORD_CHARS_MAX;
        return wordChars <= most && digits <= DIGITS_MAX && changes <= CHANGES_MAX && capitals <= CAPITALS_MAX;
    }
}
