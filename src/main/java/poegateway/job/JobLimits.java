package poegateway.job;

import poegateway.keep.StoreLimits;

/**
 * How many jobs there may be.
 *
 * @param atOnce under way
 * @param atOncePerCaller under way for one caller
 * @param kept those that have ended
 */
public record JobLimits(int atOnce, int atOncePerCaller, StoreLimits kept) {}
