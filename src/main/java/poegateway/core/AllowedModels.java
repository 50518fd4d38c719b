package poegateway.core;

import java.util.List;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.FailureException;

/**
 * Which models a caller may use.
 *
 * @param patterns names, where {@code *} stands for any characters but a slash; compared by the rule of {@link ModelName}.
 *     Without any, all models are allowed.
 */
public record AllowedModels(List<String> patterns) {
    /** Every model. */
    public static final AllowedModels ALL = new AllowedModels(List.of());

    /** No model has a longer name, and a longer text is not compared. */
    private static final int NAME_CHARS_MAX = 200;

    public AllowedModels {
        patterns = List.copyOf(patterns);
    }

    public boolean all() {
        return patterns.isEmpty();
    }

    public boolean allows(String model) {
        if (all()) {
            return true;
        }
        String name = ModelName.bare(model);
        return name.length() <= NAME_CHARS_MAX
                && patterns.stream().anyMatch(pattern -> matches(ModelName.bare(pattern), name));
    }

    /**
     * Lets an allowed model pass.
     *
     * @throws FailureException with {@link AccessFailure.ModelNotAllowed} for any other
     */
    public void check(String model) {
        if (!allows(model)) {
            throw new FailureException(new AccessFailure.ModelNotAllowed(model, patterns));
        }
    }

    /** Takes each {@code *} as short as possible, and the last one longer when the rest does not fit. */
    private static boolean matches(String pattern, String name) {
        int inPattern = 0;
        int star = -1;
        int afterStar = 0;
        int inName = 0;
        while (inName < name.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : '\0';
            if (wanted == '*') {
                star = inPattern++;
                afterStar = inName;
            } else if (wanted == name.charAt(inName) && inPattern < pattern.length()) {
                inPattern++;
                inName++;
            } else if (star >= 0 && name.charAt(afterStar) != '/') {
                inPattern = star + 1;
                inName = ++afterStar;
            } else {
                return false;
            }
        }
        return pattern.substring(inPattern).chars().allMatch(left -> left == '*');
    }
}
