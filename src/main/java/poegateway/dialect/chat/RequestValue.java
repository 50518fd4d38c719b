package poegateway.dialect.chat;

import java.util.List;
import poegateway.wire.ObjectReader;

/** What one member of a request holds, as far as the gateway must know. */
sealed interface RequestValue {
    RequestValue NULL = new Null();
    RequestValue EMPTY_ARRAY = new EmptyArray();
    RequestValue EMPTY_OBJECT = new EmptyObject();
    RequestValue OTHER = new Other();

    record Null() implements RequestValue {}

    record EmptyArray() implements RequestValue {}

    record EmptyObject() implements RequestValue {}

    /** Of no interest, or of a type that was not to be expected. */
    record Other() implements RequestValue {}

    /** A string, and where it stands, quotes included. */
    record Text(String text, ByteRange range) implements RequestValue {}

    record Numeric(double number) implements RequestValue {}

    record Flag(boolean flag) implements RequestValue {}

    /**
     * The messages.
     *
     * @param developerRoles where the role {@code developer} stands, quotes included
     * @param edited those that lose a member
     * @param firstWrong number of the first message that is no object, or -1
     */
    record Messages(List<ByteRange> developerRoles, List<ObjectReader> edited, int firstWrong) implements RequestValue {
        public Messages {
            developerRoles = List.copyOf(developerRoles);
            edited = List.copyOf(edited);
        }
    }

    /**
     * The stream options.
     *
     * @param insertAt offset after the opening brace
     * @param isEmpty whether there is no member at all
     * @param includeUsage where the value of {@code include_usage} stands; empty when there is none
     * @param usage what it is
     */
    record StreamOptions(int insertAt, boolean isEmpty, ByteRange includeUsage, Usage usage) implements RequestValue {}

    /** What the caller says about {@code include_usage}. */
    enum Usage {
        ABSENT,
        NULL,
        TRUE,
        FALSE,
        WRONG_TYPE
    }
}
