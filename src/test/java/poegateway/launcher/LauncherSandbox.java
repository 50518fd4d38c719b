package poegateway.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A checkout with the launcher, a home, a system root and a PATH, all made up; only the shell's tools are real. */
final class LauncherSandbox implements AutoCloseable {
    private static final List<String> TOOLS = List.of(
            "basename",
            "cat",
            "date",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sh",
            "sleep",
            "sort",
            "tail");
    private static final long PROCESS_LIMIT_S = 60;

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    private final List<Process> started = new ArrayList<>();

    /** What one run left behind. */
    record Run(int exit, String out, String err) {}

    LauncherSandbox(Path folder) throws IOException {
        this.folder = folder;
        for (String tool : TOOLS) {
            tool(tool);
        }
        write("project/pom.xml", "");
        write("project/src/main/java/Main.java", "");
        for (String part : List.of("prepare.sh", "provide.sh", "way-out.sh", "jvm.options", "training.options")) {
            write("project/src/main/launcher/" + part, Files.readString(Path.of("src/main/launcher", part)));
        }
        String launcher = Files.readString(Path.of("poe-gateway"));
        String moved = launcher.replace("\nroot=''\n", "\nroot='" + path("system") + "'\n");
        if (moved.equals(launcher)) {
            throw new AssertionError("the launcher has no line root='' any more, so it would search the real system");
        }
        script("project/poe-gateway", moved);
        environment.put("PATH", path("bin").toString());
        environment.put("HOME", path("home").toString());
    }

    /** Makes a program of this machine one of the sandbox too. */
    LauncherSandbox tool(String name) throws IOException {
        Path real = Arrays.stream(new String[] {"/usr/bin/", "/bin/"})
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        script("bin/" + name, "#!/bin/sh\nexec " + real + " \"$@\"\n");
        return this;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.writeString(path(name), text);
    }

    void script(String name, String text) throws IOException {
        Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    LauncherSandbox with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /**
     * A JDK whose java prints its own folder and then its arguments, one a line; asked to train, it notes its arguments
     * in the file trainings and leaves a cache.
     */
    LauncherSandbox jdk(String home, String version) throws IOException {
        return jdk(home, version, "echo cache >\"${word#*=}\"; exit 0");
    }

    /** The same with other commands for the training; the file to write is {@code ${word#*=}}. */
    LauncherSandbox jdk(String home, String version, String training) throws IOException {
        write(home + "/release", "JAVA_RUNTIME_VERSION=\"" + version + "+9\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home + "/bin/java", """
                #!/bin/sh
                for word in "$@"; do
                    case $word in
                        -XX:AOTCacheOutput=*)
                            printf '%%s\\n' "$@" 'END' >>'%s'
                            %s ;;
                    esac
                done
                printf '%%s\\n' '%s' "$@"
                """.formatted(path("trainings"), training, home));
        return this;
    }

    /** The arguments of each training run. */
    List<List<String>> trainings() throws IOException {
        if (!Files.exists(path("trainings"))) {
            return List.of();
        }
        String noted = Files.readString(path("trainings"));
        return Arrays.stream(noted.split("END\n"))
                .map(String::lines)
                .map(Stream::toList)
                .toList();
    }

    /** A Maven that notes each call in the file calls, runs the given lines, then leaves jars where it was told. */
    LauncherSandbox maven(String... lines) throws IOException {
        script("bin/mvn", """
                #!/bin/sh
                echo "$*" >>'%s'
                %s
                for word in "$@"; do
                    case $word in -Dbuild.folder=*) build=${word#*=} ;; esac
                done
                mkdir -p "$build/lib"
                : >"$build/poe-gateway-1.2.3.jar"
                : >"$build/lib/library.jar"
                echo 'noise on stdout'
                """.formatted(path("calls"), String.join("\n", lines)));
        return this;
    }

    /** How often Maven was called. */
    int builds() throws IOException {
        return Files.exists(path("calls")) ? Files.readAllLines(path("calls")).size() : 0;
    }

    /** The folder of the jars that run. */
    Path app() throws IOException {
        String current = Files.readString(path("project/.poe-gateway/current")).strip();
        return path("project/.poe-gateway/" + current);
    }

    Process start(String... arguments) throws IOException {
        return startThrough("project/poe-gateway", arguments);
    }

    Process startThrough(String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", path(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Ends every process that a test left behind. */
    @Override
    public void close() {
        for (Process process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    static Run finish(Process process) throws IOException, InterruptedException {
        // Its output is short enough for the pipes to hold it.
        if (!process.waitFor(PROCESS_LIMIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the launcher did not end");
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.exitValue(), out, err);
    }
}
