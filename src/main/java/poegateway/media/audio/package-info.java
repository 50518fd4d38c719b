/**
 * Sound as endpoints of their own: speech that models make of a text, and texts that they make of speech, in OpenAI's form.
 *
 * <p>Start at {@link poegateway.media.audio.Speech} and {@link poegateway.media.audio.Transcripts}.
 */
@NullMarked
package poegateway.media.audio;

import org.jspecify.annotations.NullMarked;
