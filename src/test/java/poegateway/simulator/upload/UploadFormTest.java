package poegateway.simulator.upload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadFormTest {
    private static final String TYPE = "multipart/form-data; boundary=xYz";
    private static final String FILE = "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static UploadForm read(String body) throws InvalidFormException {
        return UploadForm.read(TYPE, bytes(body));
    }

    private static String refusal(String type, String body) {
        return String.valueOf(assertThrows(InvalidFormException.class, () -> UploadForm.read(type, bytes(body)))
                .getMessage());
    }

    @Test
    void aFileIsReadByteByByte() throws InvalidFormException {
        byte[] content = new byte[1024];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        var body = new ByteArrayOutputStream();
        body.writeBytes(bytes("--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                + "Content-Type: image/webp\r\n\r\n"));
        body.writeBytes(content);
        body.writeBytes(bytes("\r\n--xYz--\r\n"));

        UploadForm form = UploadForm.read(TYPE, body.toByteArray());
        assertArrayEquals(content, form.content());
        assertEquals("a.bin", form.name());
        assertEquals("image/webp", form.mimeType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "a\r\n--xY", "\r\n--", "a--xYz", "\r\n\r\n", "x\r\n"})
    void whatLooksLikeABoundaryIsContent(String content) throws InvalidFormException {
        UploadForm form = read("--xYz\r\n" + FILE + content + "\r\n--xYz--");

        assertEquals(content, new String(form.content(), StandardCharsets.UTF_8));
    }

    @Test
    void theFileIsFoundAmongOtherPartsWhateverStandsAround() throws InvalidFormException {
        UploadForm form = read("preamble\r\n--xYz\r\ncontent-disposition: form-data; name=other\r\n\r\n\r\n--xYz\r\n"
                + FILE + "text\r\n--xYz--\r\nepilogue\r\n--xYz\r\n");

        assertEquals("text", new String(form.content(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data; boundary=xYz",
        "'Multipart/Form-Data;boundary=\"xYz\"'",
        "'multipart/form-data; charset=utf-8; Boundary=\"xYz\"; a=b'"
    })
    void theBoundaryStandsInTheContentType(String type) throws InvalidFormException {
        assertEquals(
                "a.txt",
                UploadForm.read(type, bytes("--xYz\r\n" + FILE + "\r\n--xYz--")).name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "filename=\"a b.txt\"; name=\"file\" | a b.txt",
                "name=file; filename=plain.txt | plain.txt",
                "name=\"file\"; filename=\"a;b=c.txt\" | a;b=c.txt",
                "name=\"file\"; filename=\"a\\\"b.txt\" | a\"b.txt",
                "name=\"file\"; filename=\"a%22b.txt\" | a\"b.txt",
                "name=\"file\"; filename=\"é🐧.txt\" | é🐧.txt"
            })
    void theNameOfAFileIsReadAsClientsWriteIt(String parameters, String name) throws InvalidFormException {
        UploadForm form = read("--xYz\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\nx\r\n--xYz--");

        assertEquals(name, form.name());
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, '', image/png",
        "a.pdf, '', application/pdf",
        "a.none, '', application/octet-stream",
        "a.png, text/plain; charset=utf-8, text/plain; charset=utf-8",
        "a.png, no type, image/png",
        "a.png, 'text/plain\rx: y', image/png"
    })
    void theTypeIsThatOfThePartOrOfTheName(String name, String type, String wanted) throws InvalidFormException {
        String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        UploadForm form = read("--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                + header + "\r\nx\r\n--xYz--");

        assertEquals(wanted, form.mimeType());
    }

    @ParameterizedTest
    @CsvSource({
        "download_url=https%3A%2F%2Fx.example%2Fa%2Fb.png%3Fq%3D1, b.png, image/png",
        "download_url=https://x.example/&download_filename=a+b.pdf, a b.pdf, application/pdf",
        "download_url=http://x.example, file, application/octet-stream"
    })
    void aPlaceToFetchFromGivesAFileThatNamesIt(String body, String name, String type) throws InvalidFormException {
        UploadForm form = UploadForm.read("application/x-www-form-urlencoded", bytes(body));

        assertEquals(name, form.name());
        assertEquals(type, form.mimeType());
        String content = new String(form.content(), StandardCharsets.UTF_8);
        assertEquals(true, content.startsWith("A simulated download of http"), content);
    }

    @Test
    void aPlaceToFetchFromMayBeMultipartToo() throws InvalidFormException {
        UploadForm form = read("--xYz\r\nContent-Disposition: form-data; name=\"download_url\"\r\n\r\n"
                + "https://x.example/c.csv\r\n--xYz--");

        assertEquals("c.csv", form.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "download_url=ftp://x.example/a; The download_url is not an http or https URL",
                "download_url=/a; The download_url is not an http or https URL",
                "download_url=%20; The download_url is not a URL",
                "download_url=%zz; A field of the form is not percent-encoded",
                "other=1; A form must have either a file or a download_url",
                "''; A form must have either a file or a download_url"
            })
    void fieldsThatMakeNoSenseAreRefused(String body, String said) {
        assertEquals(said, refusal("application/x-www-form-urlencoded", body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "multipart/form-data; ; A multipart form needs a boundary of 1 to 70 characters",
                "application/json; {}; The form must be multipart/form-data or application/x-www-form-urlencoded"
            })
    void aTypeThatIsNoFormIsRefused(String type, String body, String said) {
        assertEquals(said, refusal(type, body == null ? "" : body));
    }

    @Test
    void aBrokenFormIsRefused() {
        assertEquals("The form does not begin with its boundary", refusal(TYPE, ""));
        assertEquals("The form does not begin with its boundary", refusal(TYPE, "--xY"));
        assertEquals("A boundary must be followed by a line end", refusal(TYPE, "--xYz"));
        assertEquals("A boundary must be followed by a line end", refusal(TYPE, "--xYzA\r\n\r\n"));
        assertEquals("The headers of a part of the form do not end", refusal(TYPE, "--xYz\r\n"));
        assertEquals("The form ends without its boundary", refusal(TYPE, "--xYz\r\n" + FILE + "text"));
        assertEquals("A part of the form has no name", refusal(TYPE, "--xYz\r\nA: b\r\n\r\n\r\n--xYz--"));
        assertEquals(
                "The headers of a part have more than 8192 bytes",
                refusal(TYPE, "--xYz\r\nA: " + "b".repeat(8192) + "\r\n\r\n\r\n--xYz--"));
        assertEquals("A form may have at most 20 parts", refusal(TYPE, ("--xYz\r\n" + FILE + "\r\n").repeat(21)));
        assertEquals(
                "A form may have at most 20 parts", refusal("application/x-www-form-urlencoded", "a=b&".repeat(21)));
        assertEquals(
                "A form must have either a file or a download_url",
                refusal(
                        TYPE,
                        "--xYz\r\n" + FILE
                                + "\r\n--xYz\r\nContent-Disposition: form-data; name=download_url\r\n\r\n\r\n"
                                + "--xYz--"));
        assertEquals(
                "The name of a file must have 1 to 1024 characters",
                refusal(TYPE, "--xYz\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--xYz--"));
    }

    @Test
    void aFileHasAGreatestSize() throws InvalidFormException {
        byte[] body = new byte[UploadForm.MAX_FILE_BYTES + 1 + 200];
        byte[] head = bytes("--xYz\r\n" + FILE);
        byte[] end = bytes("\r\n--xYz--");
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(end, 0, body, head.length + UploadForm.MAX_FILE_BYTES, end.length);
        assertEquals(UploadForm.MAX_FILE_BYTES, UploadForm.read(TYPE, body).content().length);

        System.arraycopy(new byte[end.length], 0, body, head.length + UploadForm.MAX_FILE_BYTES, end.length);
        System.arraycopy(end, 0, body, head.length + UploadForm.MAX_FILE_BYTES + 1, end.length);
        assertEquals(
                413,
                assertThrows(InvalidFormException.class, () -> UploadForm.read(TYPE, body))
                        .status());
    }
}
