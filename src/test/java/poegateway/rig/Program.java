package poegateway.rig;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program as people run it: a process of its own. */
public final class Program implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String URL_LINE = "  OpenAI   ";

    private final Process process;
    private final BufferedReader output;

    private Program(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it in a folder, without a key; what it says on stderr comes with its output. */
    public static Program start(Path folder, List<String> javaOptions, String... arguments) throws IOException {
        return start(folder, javaOptions, Map.of(), arguments);
    }

    /** Starts it with further variables in its environment. */
    public static Program start(
            Path folder, List<String> javaOptions, Map<String, String> environment, String... arguments)
            throws IOException {
        return new Program(builder(folder, environment, command(javaOptions, arguments))
                .redirectErrorStream(true)
                .start());
    }

    /** Starts it with standard error, where its log goes, in a file. */
    public static Program withLog(Path folder, Path log, String... arguments) throws IOException {
        return new Program(builder(folder, Map.of(), command(List.of(), arguments))
                .redirectError(log.toFile())
                .start());
    }

    /** Starts it so that it may have no more than so many files open at once, connections included. */
    public static Program startWithOpenFiles(int limit, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
        command.addAll(command(List.of(), arguments));
        return new Program(
                builder(folder, Map.of(), command).redirectErrorStream(true).start());
    }

    private static List<String> command(List<String> javaOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1"); // it lives for seconds
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath(), "poegateway.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static ProcessBuilder builder(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POE_") || name.equals("PORT"));
        builder.environment().put("POE_GATEWAY_LOG_FORMAT", "text"); // as on a terminal
        builder.environment().putAll(environment);
        return builder;
    }

    /** Of this process, wherever the other one runs. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it says where it listens. */
    public URI awaitReady() throws IOException {
        return URI.create(awaitLine(URL_LINE).replace("/v1", ""));
    }

    /** Waits until it says a line that starts so, and gives the rest of it. */
    public String awaitLine(String start) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the program ended before it said '" + start + "', but: " + said);
    }

    /** Writes a line to its standard input. */
    public void write(String line) throws IOException {
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    /** Number of the process. */
    public long pid() {
        return process.pid();
    }

    /** Waits for its end and gives all that it said. */
    public String awaitEnd() throws IOException, InterruptedException {
        String said = output.readAllAsString();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program did not end");
        }
        return said;
    }

    /** Asks it to stop, as a service manager does. */
    public void terminate() {
        process.toHandle().destroy(); // Process.destroy would close the output too
    }

    public int exitCode() {
        return process.exitValue();
    }

    public boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
