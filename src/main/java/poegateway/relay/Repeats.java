package poegateway.relay;

/** What of one request may be sent again. */
enum Repeats {
    /** What was never sent, and once what Poe refused in a complete reply. */
    OF_WHAT_IS_REFUSED,
    /** What was never sent. Pictures, sound and film cost too much to rely on a refusal having cost nothing. */
    OF_WHAT_IS_UNSENT
}
