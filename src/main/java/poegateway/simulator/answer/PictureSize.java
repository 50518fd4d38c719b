package poegateway.simulator.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Width and height of a picture, in pixels. Of a shape alone, the shorter side is {@value #USUAL_SIDE}, as GPT's are. */
record PictureSize(int width, int height) {
    private static final int USUAL_SIDE = 1024;
    private static final int SIDE_MAX = 4096;
    private static final PictureSize USUAL = new PictureSize(USUAL_SIDE, USUAL_SIDE);
    private static final Pattern PIXELS = Pattern.compile("(\\d{1,4})[x*](\\d{1,4})");
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,3}(?:\\.\\d)?):(\\d{1,3}(?:\\.\\d)?)");

    /**
     * The size that a request wants, as far as the model has parameters for it.
     *
     * @param wanted by the names of parameters
     * @param taken names of those that the model has
     */
    static PictureSize of(Map<String, String> wanted, List<String> taken) {
        Map<String, String> said = new HashMap<>(wanted);
        said.keySet().retainAll(taken);
        String sides = said.getOrDefault("width", USUAL_SIDE + "") + "x" + said.getOrDefault("height", USUAL_SIDE + "");
        return Stream.of(said.getOrDefault("size", ""), sides)
                .map(PIXELS::matcher)
                .filter(Matcher::matches)
                .map(pixels -> new PictureSize(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2))))
                .filter(size -> !size.equals(USUAL) && size.isPaintable())
                .findFirst()
                .or(() -> shaped(said.getOrDefault("aspect", said.getOrDefault("aspect_ratio", ""))))
                .orElse(USUAL);
    }

    private static Optional<PictureSize> shaped(String shape) {
        Matcher sides = SHAPE.matcher(shape);
        if (!sides.matches()) {
            return Optional.empty();
        }
        double wide = Double.parseDouble(sides.group(1)) / Double.parseDouble(sides.group(2));
        PictureSize size = new PictureSize(
                (int) Math.round(USUAL_SIDE * Math.max(1, wide)), (int) Math.round(USUAL_SIDE * Math.max(1, 1 / wide)));
        return Optional.of(size).filter(PictureSize::isPaintable);
    }

    private boolean isPaintable() {
        return width > 0 && height > 0 && width <= SIDE_MAX && height <= SIDE_MAX;
    }
}
