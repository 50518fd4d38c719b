package poegateway.app;

/**
 * What is under way in a gateway; all 0 when nothing runs and nothing leaked.
 *
 * @param openExchanges requests of callers
 * @param openReplies replies of Poe
 * @param bodyBytesHeld memory of request bodies
 * @param replyBytesHeld memory of replies
 * @param responseBytesHeld memory that requests under way hold for responses that are kept
 * @param sessionBytesHeld memory that requests under way hold for the sessions of which they are turns
 * @param sessionsInUse sessions with a turn under way
 * @param tickerListeners waits with a limit in time
 * @param unreadBytes what Poe has sent over HTTP/2 and no caller has read yet
 * @param callersStreams streams that count against what callers may have at once
 * @param modelFetches fetches of Poe's list of models, which belong to no request
 * @param jobs work that outlives its callers
 * @param jobsAwaited callers who wait for such work
 * @param toolCalls calls of tools that run, also those for which nobody waits any more
 * @param temporaryFiles files on disk that belong to requests under way
 */
public record LiveCounts(
        int openExchanges,
        int openReplies,
        long bodyBytesHeld,
        long replyBytesHeld,
        long responseBytesHeld,
        long sessionBytesHeld,
        int sessionsInUse,
        int tickerListeners,
        long unreadBytes,
        int callersStreams,
        int modelFetches,
        int jobs,
        int jobsAwaited,
        int toolCalls,
        long temporaryFiles) {
    /** What a stop waits for. */
    public int requestsAndJobs() {
        return openExchanges + jobs;
    }

    /** Nothing runs. */
    public boolean quiet() {
        return openExchanges == 0
                && openReplies == 0
                && bodyBytesHeld == 0
                && replyBytesHeld == 0
                && responseBytesHeld == 0
                && sessionBytesHeld == 0
                && sessionsInUse == 0
                && tickerListeners == 0
                && callersStreams == 0
                && modelFetches == 0
                && jobs == 0
                && jobsAwaited == 0
                && toolCalls == 0
                && temporaryFiles == 0;
    }
}
