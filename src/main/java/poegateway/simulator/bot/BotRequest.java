package poegateway.simulator.bot;

import poegateway.simulator.answer.Question;

/** What a request to a bot is about, by its {@code type}. */
public sealed interface BotRequest {
    /** The bot is to answer. */
    record Query(Question question) implements BotRequest {}

    /** The bot is to tell its settings. */
    record Settings() implements BotRequest {}

    /** The bot is told of an error, of feedback or of a reaction. */
    record Report() implements BotRequest {}

    /** A type that the protocol does not have. */
    record UnknownType() implements BotRequest {}
}
