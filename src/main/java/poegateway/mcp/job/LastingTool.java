package poegateway.mcp.job;

import java.util.List;
import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;

/** A tool whose work is paid and may outlast its client. */
public interface LastingTool {
    McpTool.Declaration declaration();

    /**
     * Reads what is asked; nothing is paid by that.
     *
     * @throws poegateway.mcp.feature.ToolException when an argument is wrong
     */
    Asked read(McpCall call, ToolArguments arguments);

    /**
     * What is asked.
     *
     * @param model of which
     * @param words what of it, to be known again by
     * @param points what it will cost by Poe's list of prices, roughly; empty where Poe lists none
     */
    record Asked(String model, String words, Optional<Long> points, Work work) {
        /** The same, whose results say that these arguments are not known. */
        Asked ignoring(List<String> unknown) {
            return new Asked(model, words, points, run -> work.run(run).ignoring(unknown));
        }
    }

    /** Does it. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it, in a job; may block.
         *
         * @throws poegateway.mcp.feature.ToolException when it cannot, for a reason that the model should know
         * @throws poegateway.core.failure.FailureException for everything that has a name
         */
        Made run(ToolRun run);
    }

    /**
     * What came of it.
     *
     * @param given to a client that waited
     * @param kept for one that did not: nothing in it is large that can be had elsewhere
     */
    record Made(ToolAnswer given, ToolAnswer kept) {
        /** The same for both. */
        public static Made of(ToolAnswer answer) {
            return new Made(answer, answer);
        }

        private Made ignoring(List<String> unknown) {
            return new Made(given.ignoring(unknown), kept.ignoring(unknown));
        }
    }
}
