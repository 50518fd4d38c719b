package poegateway.core.text;

/** How far two names are apart. */
public final class EditDistance {
    private EditDistance() {}

    /**
     * How many letters must be put in, taken out, changed, or swapped with their neighbour (optimal string alignment). Takes
     * time in proportion to both lengths multiplied, so that whoever asks bounds them.
     */
    public static int between(String one, String other) {
        int[] twoAbove = {};
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = nextRow(one, row, other, above, twoAbove);
            twoAbove = above;
            above = current;
        }
        return above[other.length()];
    }

    private static int[] nextRow(String one, int row, String other, int[] above, int[] twoAbove) {
        int[] current = new int[above.length];
        current[0] = row;
        char letter = one.charAt(row - 1);
        for (int column = 1; column < current.length; column++) {
            char facing = other.charAt(column - 1);
            int changed = above[column - 1] + (letter == facing ? 0 : 1);
            int best = Math.min(changed, Math.min(above[column], current[column - 1]) + 1);
            boolean swapped =
                    row > 1 && column > 1 && letter == other.charAt(column - 2) && one.charAt(row - 2) == facing;
            current[column] = swapped ? Math.min(best, twoAbove[column - 2] + 1) : best;
        }
        return current;
    }
}
