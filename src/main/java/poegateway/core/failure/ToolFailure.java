package poegateway.core.failure;

/** Tools that the gateway is to run cannot be used. */
public sealed interface ToolFailure extends Failure {
    @Override
    default Source source() {
        return Source.CLIENT;
    }

    /**
     * There is no such tool, or not for this caller.
     *
     * @param name as it was asked for; safe to print
     */
    record NotFound(String name) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "tool_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The gateway has no tool '" + name
                    + "'. GET /v1/tools lists what there is; tools of your own stand in 'tools'"
                    + " of the request. Nothing was sent to Poe.";
        }
    }

    /** The request brings a tool that has the name of one that the gateway is to run. */
    record NameTaken(String name) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "tool_name_taken", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The tool '" + name
                    + "' stands in the request, and the gateway is to run one of the same name. Rename yours,"
                    + " or leave the name out of 'x-poe-gateway-tools'. Nothing was sent to Poe.";
        }
    }

    /**
     * The model went on calling tools.
     *
     * @param rounds how many of its answers called some
     */
    record TooManyRounds(int rounds) implements ToolFailure {
        @Override
        public Source source() {
            return Source.UPSTREAM;
        }

        @Override
        public Facts facts() {
            return new Facts(Kind.UPSTREAM, 502, "tool_rounds_exceeded", Retry.NEVER, "upstream_error");
        }

        @Override
        public String message() {
            return "The model called tools " + rounds
                    + " times and went on, although it was told to answer. All of these answers"
                    + " were paid for. Ask for less at once, offer fewer tools, or raise tools.rounds.";
        }
    }
}
