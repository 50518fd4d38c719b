package poegateway.clienttests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What the README tells people to type does what it says there. */
class ReadmeIT {
    private static final Path README = Path.of("README.md");
    private static final Path THIS = Path.of("src/test/java/poegateway/clienttests/ReadmeIT.java");
    private static final Pattern CURL =
            Pattern.compile("curl -N localhost:8642(\\S+) -H 'content-type: ([^']+)' \\\\\\s+-d '([^']+)'");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    @GatewayTest(transport = Transport.H1)
    void theCurlLineStreamsAndEndsInDone(Rig rig) throws IOException {
        Matcher curl = found(CURL);
        Request request = new Request.Builder()
                .url(rig.gateway().url() + curl.group(1))
                .post(RequestBody.create(curl.group(3), MediaType.get(curl.group(2))))
                .build();
        Reply reply = rig.read(rig.caller().newCall(request));
        assertEquals(200, reply.status());
        assertTrue(reply.events().size() > 3, reply::body);
        assertEquals("[DONE]", reply.events().getLast());
    }

    @GatewayTest(transport = Transport.H1)
    void theJavaProgramPrintsTheAnswer(Rig rig) {
        String baseUrl = rig.baseUrl();
        StringBuilder printed = new StringBuilder();
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey("any").build();
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model("Claude-Sonnet-4.6")
                .addUserMessage("hello")
                .build();
        try (var answer = client.chat().completions().createStreaming(question)) {
            answer.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .forEach(printed::append);
        }
        client.close();
        assertEquals(rig.chat("Claude-Sonnet-4.6", false).text(), printed.toString());
    }

    @GatewayTest(transport = Transport.H1)
    void theJavaProgramIsTheOneOfTheReadme(Rig rig) throws IOException {
        String program = found(JAVA)
                .group(1)
                .replace("\"http://127.0.0.1:8642/v1\"", "baseUrl")
                .replace("System.out::print", "printed::append");
        String tested = Files.readString(THIS);
        List<String> imports =
                program.lines().filter(line -> line.startsWith("import ")).toList();
        assertFalse(imports.isEmpty());
        imports.forEach(line -> assertTrue(tested.contains("\n" + line + "\n"), line));
        String body =
                program.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining());
        assertTrue(withoutBlanks(tested).contains(withoutBlanks(body)), body);
    }

    /** Each program has the line that installs what it imports, and that is what the clients' suites install. */
    @Test
    void whatItTellsToInstallIsWhatIsTested() throws IOException {
        String readme = Files.readString(README);
        List<String> python = installed("pip install ([a-z -]+)", readme);
        assertEquals(List.of("openai", "langchain-openai", "anthropic"), python);
        String requirements = Files.readString(Path.of("client-tests/python/requirements.in"));
        python.forEach(name -> assertTrue(requirements.contains(name + "=="), name));
        List<String> node = installed("npm install ([a-z@/ -]+)", readme);
        assertEquals(List.of("openai", "ai", "@ai-sdk/openai-compatible"), node);
        String manifest = Files.readString(Path.of("client-tests/node/package.json"));
        node.forEach(name -> assertTrue(manifest.contains("\"" + name + "\":"), name));
        assertTrue(readme.contains("`com.openai:openai-java`"));
        assertTrue(Files.readString(Path.of("pom.xml")).contains("<artifactId>openai-java</artifactId>"));
    }

    private static List<String> installed(String command, String text) {
        return Pattern.compile("`" + command + "`")
                .matcher(text)
                .results()
                .flatMap(line -> Stream.of(line.group(1).split(" ")))
                .toList();
    }

    /** The formatter breaks lines elsewhere than people do. */
    private static String withoutBlanks(String source) {
        return source.replaceAll("\\s", "");
    }

    private static Matcher found(Pattern snippet) throws IOException {
        Matcher matcher = snippet.matcher(Files.readString(README));
        assertTrue(matcher.find(), () -> "README.md lacks " + snippet);
        return matcher;
    }
}
