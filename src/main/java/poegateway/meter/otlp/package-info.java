/**
 * Sends ended requests as traces by OTLP.
 *
 * <p>Start at {@link poegateway.meter.otlp.OtlpTraces}.
 */
@NullMarked
package poegateway.meter.otlp;

import org.jspecify.annotations.NullMarked;
