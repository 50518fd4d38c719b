package poegateway.app;

import poegateway.config.GatewayConfig;
import poegateway.config.JobsConfig;
import poegateway.core.Ticker;
import poegateway.job.JobLimits;
import poegateway.job.Jobs;
import poegateway.keep.StoreLimits;
import poegateway.meter.Meter;

/** Makes what runs work that outlives its callers. */
final class JobParts {
    private JobParts() {}

    static Jobs jobs(GatewayConfig config, Ticker ticker, Meter meter, Platform platform) {
        Jobs jobs = new Jobs(
                new Jobs.Dependencies(ticker, config.timeLimits(), meter, platform.clock(), platform.random()),
                limits(config.jobs()));
        meter.watch(Meter.Reading.JOBS_ACTIVE, jobs::running);
        return jobs;
    }

    private static JobLimits limits(JobsConfig jobs) {
        StoreLimits kept = new StoreLimits(
                jobs.keepFor(),
                StoreLimits.Expiry.FIXED,
                new StoreLimits.Cap(jobs.countPerCaller(), jobs.bytesPerCaller().bytes()),
                new StoreLimits.Cap(jobs.count(), jobs.bytes().bytes()));
        return new JobLimits(jobs.atOnce(), jobs.atOncePerCaller(), kept);
    }
}
