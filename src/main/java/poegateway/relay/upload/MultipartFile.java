package poegateway.relay.upload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import poegateway.upstream.PoeRequestBody;

/** One file as a form that is uploaded (RFC 7578). */
public final class MultipartFile implements PoeRequestBody {
    private final String boundary;
    private final byte[] before;
    private final InlineFile content;
    private final byte[] after;

    /**
     * @param boundary stands nowhere in the content
     * @param name of the file
     * @param type media type of the file
     */
    public MultipartFile(String boundary, String name, String type, InlineFile content) {
        this.boundary = boundary;
        this.before = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + quoted(name)
                        + "\"\r\nContent-Type: " + type + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        this.content = content;
        this.after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    @Override
    public long length() {
        return (long) before.length + content.length() + after.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(before);
        content.writeTo(out);
        out.write(after);
    }

    /** As browsers write names: what would end the header or the name is encoded. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
