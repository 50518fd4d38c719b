package poegateway.conversation;

/** Who says a message. */
public enum Role {
    /** The program: rules and background for the model. OpenAI's {@code developer} is the same. */
    SYSTEM,
    USER,
    ASSISTANT,
    /** What tools gave. Dialects that put results into the user's message are read into messages of this role. */
    TOOL
}
