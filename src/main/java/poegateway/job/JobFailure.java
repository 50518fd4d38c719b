package poegateway.job;

import poegateway.core.failure.Failure;

/**
 * Why a job failed, as it can be kept and shown.
 *
 * @param code stable word that programs can match
 * @param message for people
 * @param status that a request would have been answered with
 */
public record JobFailure(String code, String message, int status) {
    static JobFailure of(Failure failure) {
        return new JobFailure(failure.code(), failure.message(), failure.status());
    }
}
