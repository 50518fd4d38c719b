package poegateway.mcp.job;

import java.util.OptionalDouble;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.RequestTimeline;
import poegateway.core.Wishes;
import poegateway.job.JobRun;
import poegateway.mcp.feature.McpCall;
import poegateway.meter.Span;

/** One call of a lasting tool that is under way. Belongs to the thread of its job. */
public final class ToolRun {
    private final McpCall call;
    private final JobRun job;

    ToolRun(McpCall call, JobRun job) {
        this.call = call;
        this.job = job;
    }

    public Caller caller() {
        return job.caller();
    }

    /** Stops the work: when nobody wants it any more, or it takes too long. */
    public Cancellation cancellation() {
        return job.cancellation();
    }

    public RequestTimeline timeline() {
        return job.timeline();
    }

    /** Is told of each call of a model. */
    public Span span() {
        return job.span();
    }

    /** How the caller wants requests to be carried. */
    public Wishes wishes() {
        return call.origin().wishes();
    }

    /** A request to Poe on behalf of the caller. */
    public ClientRequest request() {
        return request(wishes());
    }

    public ClientRequest request(Wishes wishes) {
        return job.request(wishes);
    }

    /** One of several requests that are made at once, each with a timeline of its own. */
    public ClientRequest part(RequestTimeline own) {
        ClientRequest all = request();
        return new ClientRequest(all.requestId(), all.caller(), all.wishes(), 0, all.headers(), own, all.body());
    }

    /** Tells how far the work is, as long as the client waits and wants to know. */
    public void progress(double done, OptionalDouble total, String message) {
        call.progress(done, total, message);
    }
}
