/**
 * Sends ended requests as traces by OTLP.
 *
 * <p>Used by the root, and only when traces are wanted; uses meter. Start at {@link poegateway.meter.otlp.OtlpTraces}.
 */
@NullMarked
package poegateway.meter.otlp;

import org.jspecify.annotations.NullMarked;
