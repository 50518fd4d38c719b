package poegateway.wire.json;

import poegateway.wire.WordScanner;

/** Where strings, names, numbers and words of a JSON text end, if they are valid. Offsets are those of the array. */
final class JsonScalars {
    /** There is no valid one. */
    static final int UNREADABLE = JsonGrammar.UNREADABLE;

    private static final int CONTINUATION = 0x80;

    private final byte[] source;
    private final int to;
    private final boolean ascii;

    /**
     * @param from offset of the text in the array
     * @param to offset after it
     */
    JsonScalars(byte[] source, int from, int to) {
        this.source = source;
        this.to = to;
        this.ascii = WordScanner.firstNonAscii(source, from, to) == to;
    }

    /** Offset after the string whose first quote stands at {@code start}. */
    int endOfString(int start) {
        int at = start + 1;
        while (at != UNREADABLE) {
            int stop = WordScanner.endOfPlainText(source, at, to);
            if (stop == to || !(ascii || isText(at, stop))) {
                return UNREADABLE;
            }
            if (source[stop] == '"') {
                return stop + 1;
            }
            at = source[stop] == '\\' ? JsonGrammar.endOfEscape(source, stop, to) : UNREADABLE;
        }
        return UNREADABLE;
    }

    /** The same of the name of a member. */
    int endOfName(int start) {
        int end = endOfString(start);
        boolean mayBeTooLong = end - start - 2 > Json.NAME_LENGTH_LIMIT;
        return mayBeTooLong && characters(start + 1, end - 1) > Json.NAME_LENGTH_LIMIT ? UNREADABLE : end;
    }

    /** Number of characters of the inside of a valid string; a half of a surrogate pair counts as one. */
    private int characters(int begin, int stop) {
        int count = 0;
        for (int at = begin; at < stop; count++) {
            if (source[at] == '\\') {
                at += source[at + 1] == 'u' ? JsonGrammar.UNICODE_ESCAPE_BYTES : 2;
            } else {
                at += 1 + (source[at] >= 0 ? 0 : continuations(source[at] & 0xFF));
            }
        }
        return count;
    }

    /** Whether each byte that is not ASCII belongs to a character, as far as Jackson looks. */
    private boolean isText(int begin, int stop) {
        int at = begin;
        while (at < stop) {
            int more = source[at] >= 0 ? 0 : continuations(source[at] & 0xFF);
            if (more < 0 || at + more >= stop) {
                return false;
            }
            for (int i = at + 1; i <= at + more; i++) {
                if ((source[i] & 0xC0) != CONTINUATION) {
                    return false;
                }
            }
            at += 1 + more;
        }
        return true;
    }

    private static int continuations(int lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 1;
        }
        if ((lead & 0xF0) == 0xE0) {
            return 2;
        }
        return (lead & 0xF8) == 0xF0 ? 3 : UNREADABLE;
    }

    /** Offset after a word that stands there. */
    int endOfWord(int start, String word) {
        int end = start + word.length();
        if (end > to || (end < to && continuesWord(source[end]))) {
            return UNREADABLE;
        }
        for (int i = 1; i < word.length(); i++) {
            if (source[start + i] != word.charAt(i)) {
                return UNREADABLE;
            }
        }
        return end;
    }

    private static boolean continuesWord(byte character) {
        return character < 0 || (character >= '0' && Character.isJavaIdentifierPart(character));
    }

    /** Offset after the number that begins there. */
    int endOfNumber(int start) {
        int end = JsonGrammar.endOfNumber(source, start, to);
        boolean mayBeTooLong = end - start > Json.NUMBER_LENGTH_LIMIT;
        return mayBeTooLong && digits(start, end) > Json.NUMBER_LENGTH_LIMIT ? UNREADABLE : end;
    }

    private int digits(int begin, int end) {
        int count = 0;
        for (int at = begin; at < end; at++) {
            count += JsonGrammar.isDigit(source[at]) ? 1 : 0;
        }
        return count;
    }
}
