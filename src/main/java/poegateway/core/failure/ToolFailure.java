package poegateway.core.failure;

import java.time.Duration;
import java.util.Optional;

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
                    + "' for this key. GET /v1/tools lists those there are; tools of your own belong in 'tools' of "
                    + "the request. Nothing was sent to Poe.";
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
                    + " or leave the name out of 'x-poe-gateway-tools', or of the alias in models.aliases that "
                    + "brings it."
                    + " Nothing was sent to Poe.";
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
                    + " times and did not stop, although it was told to answer. All of these answers were paid for. "
                    + "Ask for less at once, offer fewer tools, or raise tools.rounds.";
        }
    }

    /** Tools are to be registered, and the operator allows none. */
    record RegistrationOff() implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.UNSUPPORTED, 404, "tool_registration_off", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "This gateway does not let tools be registered while it runs. Whoever runs it allows that by "
                    + "listing hosts in tools.registration.hosts.";
        }
    }

    /**
     * A tool that is registered is not what one must be, or asks for what the operator does not allow.
     *
     * @param reason a sentence, safe to print
     * @param param the member at fault
     */
    record RegistrationRefused(String reason, String param) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 400, "tool_refused", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The tool was not registered: '" + param + "' " + reason + ". Nothing was changed.";
        }
    }

    /** A tool of that name is there already. */
    record AlreadyThere(String name) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 409, "tool_exists", Retry.NEVER, "client_bad");
        }

        @Override
        public String param() {
            return "name";
        }

        @Override
        public String message() {
            return "The gateway has a tool '" + name
                    + "' already, and it is a different one. Choose another name, or send DELETE" + " /v1/tools/" + name
                    + " first if it was registered. Nothing was changed.";
        }
    }

    /** As many tools are registered as there may be. */
    record TooManyRegistered(int most) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.INVALID, 409, "too_many_tools", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "The gateway has " + most
                    + " registered tools, the most that it takes. Remove one with DELETE"
                    + " /v1/tools/{name}, or raise tools.registration.count. Nothing was changed.";
        }
    }

    /**
     * No tool of that name was registered.
     *
     * @param name as it was asked for; safe to print
     */
    record NotRegistered(String name) implements ToolFailure {
        @Override
        public Facts facts() {
            return new Facts(Kind.NOT_FOUND, 404, "tool_not_found", Retry.NEVER, "client_bad");
        }

        @Override
        public String message() {
            return "No tool '" + name
                    + "' was registered. GET /v1/tools lists what there is; tools from the settings and built-in "
                    + "tools cannot be removed.";
        }
    }

    /**
     * The file of registered tools cannot be written.
     *
     * @param reason what the disk says; the rest of a sentence
     */
    record NotStored(String reason) implements ToolFailure {
        private static final Duration WAIT = Duration.ofSeconds(10);

        @Override
        public Source source() {
            return Source.GATEWAY;
        }

        @Override
        public Facts facts() {
            return new Facts(
                    Kind.OVERLOADED, 503, "storage_unavailable", Retry.after(Optional.of(WAIT)), "gateway_storage");
        }

        @Override
        public String message() {
            return "The file of tools.registration.file cannot be written: " + reason
                    + ". Nothing was changed. Send it again once that is fixed.";
        }
    }
}
