package poegateway.dialect;

/** For which models Poe speaks a dialect. */
public enum PoeSupport {
    /** For every model, but for one that is listed with other dialects alone. */
    ALL_MODELS,
    /** For those whose card in Poe's list names the dialect's path. */
    LISTED_MODELS,
    /** For none: requests are always translated. */
    NO_MODEL
}
