package poegateway.catalog;

/** A form of content that models take or give. */
public enum Modality {
    TEXT,
    IMAGE,
    AUDIO,
    VIDEO
}
