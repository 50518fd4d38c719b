package poegateway.conversation;

/** Why an answer ended. */
public enum StopReason {
    /** The model was done, or said one of the words at which it was to stop. */
    STOP,
    /** It had its most tokens. */
    LENGTH,
    /** It waits for the results of the tools that it called. */
    TOOL_CALLS,
    /** What it was about to say was withheld. */
    CONTENT_FILTER
}
