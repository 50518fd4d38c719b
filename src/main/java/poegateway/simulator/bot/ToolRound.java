package poegateway.simulator.bot;

import java.util.List;

/** Calls of tools and their results, as a query brings them back. */
final class ToolRound {
    private ToolRound() {}

    /** Checks results; the content of the last one, empty when there is none. */
    static String last(List<CheckedObject> results) throws InvalidRequestException {
        String content = "";
        for (CheckedObject result : results) {
            result.text("role");
            result.text("name");
            result.text("tool_call_id");
            content = result.text("content");
        }
        return content;
    }

    static void checkCalls(List<CheckedObject> calls) throws InvalidRequestException {
        for (CheckedObject call : calls) {
            call.text("id");
            call.text("type");
            CheckedObject function = call.child("function");
            function.text("name");
            function.text("arguments");
        }
    }
}
