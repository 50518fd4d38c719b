package poegateway.mcp.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.JobRefusal;
import poegateway.core.text.SafeText;
import poegateway.job.Job;
import poegateway.job.JobKind;
import poegateway.job.JobRun;
import poegateway.job.Jobs;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolException;

/**
 * The work of tools that may outlast their clients, each in a job. A client that waits gets the answer; one that cannot wait longer
 * gets the job's id, or a task, and the work goes on and is paid once. A client that withdraws its call stops the work.
 */
public final class ToolJobs {
    private static final JobKind<AskedTool, ToolAnswer> KIND =
            new JobKind<>("tool", "job_", AskedTool::bytes, ToolAnswer::bytes);
    private static final JobForm<AskedTool, ToolAnswer> FORM =
            new JobForm<>(KIND, asked -> asked, (asked, made) -> made);
    private static final int SHOWN_ID_CHARS = 100;

    private final Jobs jobs;
    private final List<JobForm<?, ?>> forms = new ArrayList<>();

    /** {@code others} are kinds of jobs that are begun elsewhere. */
    public ToolJobs(Jobs jobs, List<JobForm<?, ?>> others) {
        this.jobs = jobs;
        this.forms.add(FORM);
        this.forms.addAll(others);
    }

    /** A tool whose work is done in jobs. */
    public McpTool tool(LastingTool tool) {
        return new JobTool(tool, this);
    }

    /** Tools that look at jobs. */
    public List<McpTool> tools() {
        return JobTools.of(this);
    }

    /** The jobs as tasks of the protocol. */
    public McpTasks tasks() {
        return new JobTasks(this);
    }

    /** Begins what a tool was asked, and waits for it as long as the client does. */
    ToolAnswer answer(McpCall call, String tool, LastingTool.Asked asked, Duration wait) {
        AtomicReference<Optional<ToolAnswer>> whole = new AtomicReference<>(Optional.empty());
        Job<AskedTool, ToolAnswer> job = jobs.start(
                call.origin().caller(),
                KIND,
                new AskedTool(tool, asked.model(), asked.words()),
                Optional.of(call.origin().span().traceparent()),
                run -> run(call, asked, run, whole));
        ToolAnswer told = answer(call, job.id(), wait);
        return whole.get().orElse(told);
    }

    /** What comes of it, as {@code whole} has it for a client that waits; what is kept may be less. */
    private static ToolAnswer run(
            McpCall call, LastingTool.Asked asked, JobRun run, AtomicReference<Optional<ToolAnswer>> whole) {
        try {
            run.cancellation().check();
            LastingTool.Made made = asked.work().run(new ToolRun(call, run));
            whole.set(Optional.of(made.given()));
            return made.kept();
        } catch (ToolException cannot) {
            ToolAnswer answer = ToolAnswer.failure(cannot.sentence());
            whole.set(Optional.of(answer));
            return answer;
        } catch (FailureException failed) {
            whole.set(Optional.of(ToolAnswer.failure(failed.failure())));
            throw failed;
        }
    }

    /** Waits for a job that this call began: whoever withdraws the call stops the job. */
    public ToolAnswer answer(McpCall call, String id, Duration wait) {
        String owner = call.origin().caller().id();
        Cancellation.Registration withdrawn = call.cancellation().onCancel(() -> {
            if (call.cancellation().reason() instanceof ClientFailure) { // the gateway's end is the job's own
                var unused = cancel(owner, id);
            }
        });
        try (withdrawn) {
            ToldJob job = await(call, id, wait);
            return job.hasEnded() || !call.takesTasks() ? job.answer() : ToolAnswer.task(JobTasks.task(job));
        }
    }

    /** Waits for a job that another call began, which goes on whoever waits. */
    ToldJob await(McpCall call, String id, Duration wait) {
        String owner = call.origin().caller().id();
        if (!wait.isZero()) {
            forms.forEach(form -> {
                var unused = jobs.await(owner, form.kind(), id, wait, call.cancellation());
            });
        }
        ToldJob job = known(owner, id);
        if (!job.hasEnded()) {
            call.cancellation().check(); // a gateway that ends must not say that the job goes on
        }
        return job;
    }

    /** @throws FailureException where there is none */
    ToldJob known(String owner, String id) {
        return find(owner, id)
                .orElseThrow(() -> new FailureException(
                        new JobRefusal.JobNotFound("Job", SafeText.printable(id, SHOWN_ID_CHARS), isOfAnotherRun(id))));
    }

    private boolean isOfAnotherRun(String id) {
        return forms.stream().anyMatch(form -> jobs.isOfAnotherRun(form.kind(), id));
    }

    Optional<ToldJob> find(String owner, String id) {
        return forms.stream()
                .flatMap(form -> form.find(jobs, owner, id).stream())
                .findFirst();
    }

    /** Runs the action once that job has ended, or at once; not at all where there is none. */
    public void onEnd(String owner, String id, Runnable action) {
        forms.forEach(form -> jobs.onEnd(owner, form.kind(), id, action));
    }

    /** All of an owner's, the newest first. */
    List<ToldJob> list(String owner) {
        return forms.stream()
                .flatMap(form -> form.list(jobs, owner).stream())
                .sorted(Comparator.comparingLong(ToldJob::number).reversed())
                .toList();
    }

    /** Stops one; false where there is none. */
    boolean cancel(String owner, String id) {
        boolean known = find(owner, id).isPresent();
        forms.forEach(form -> form.cancel(jobs, owner, id));
        return known;
    }
}
