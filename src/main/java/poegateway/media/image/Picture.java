package poegateway.media.image;

import java.util.Optional;
import poegateway.fetch.MediaFormat;
import poegateway.wire.json.JsonText;

/**
 * A picture that a model made, as far as it is to be told.
 *
 * @param url where it is
 * @param base64 its bytes
 * @param format absent while nobody has looked at it
 */
record Picture(Optional<JsonText> url, Optional<JsonText> base64, Optional<MediaFormat> format) {}
