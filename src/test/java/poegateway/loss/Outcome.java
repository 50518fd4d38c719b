package poegateway.loss;

import java.util.List;
import java.util.stream.Collectors;

/** What becomes of one field on its way to a target. */
sealed interface Outcome {
    /** How the page shows it. */
    String cell();

    /** The target gets it at these places, or something that tells the same. */
    record Expressed(List<String> places) implements Outcome {
        private static final int SHOWN_MAX = 2;

        @Override
        public String cell() {
            List<String> general = places.stream()
                    .map(place -> Places.general(place).replaceFirst("^\\d+ ", ""))
                    .distinct()
                    .toList();
            String shown = general.stream()
                    .limit(SHOWN_MAX)
                    .map(place -> "`" + place + "`")
                    .collect(Collectors.joining(", "));
            return general.size() > SHOWN_MAX ? shown + ", …" : shown;
        }
    }

    /** The gateway sees to it itself. */
    record Kept() implements Outcome {
        @Override
        public String cell() {
            return "by the gateway";
        }
    }

    /** The request is refused, and the caller is told why. */
    record Refused() implements Outcome {
        @Override
        public String cell() {
            return "**refused**";
        }
    }

    /** It is left out, and the caller is told its name. */
    record Dropped(List<String> names) implements Outcome {
        @Override
        public String cell() {
            return "dropped";
        }
    }

    /** It is gone, and could only be told in a header, which has left before. */
    record Untold() implements Outcome {
        @Override
        public String cell() {
            return "gone";
        }
    }

    /** It is gone and nobody is told. */
    record Lost(String why) implements Outcome {
        @Override
        public String cell() {
            return "LOST: " + why;
        }
    }
}
