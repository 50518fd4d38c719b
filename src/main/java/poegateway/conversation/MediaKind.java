package poegateway.conversation;

/** What a medium is for whoever sees or hears it. */
public enum MediaKind {
    IMAGE,
    AUDIO,
    VIDEO,
    /** Anything else, such as a PDF. */
    DOCUMENT
}
