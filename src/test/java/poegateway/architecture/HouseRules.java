package poegateway.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The rules that a source text keeps. Each gives its complaints, one sentence each; none is good. */
final class HouseRules {
    static final int FILE_LINES_MAX = 400;
    static final int METHOD_LINES_MAX = 50;
    static final int PACKAGE_CLASSES_MAX = 30;

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Service)");
    private static final Pattern SENTENCE = Pattern.compile("(?s)/\\*\\*.*?\\p{Lu}[^.]+\\..*?\\*/.*");

    /** Bracketed letters keep this file from being its own offender. */
    private static final List<Pattern> FORBIDDEN_WORDS = List.of(
            Pattern.compile("\\b(TO[D]O|FI[X]ME|X[X]X|HA[C]K)\\b"),
            Pattern.compile("/[w]ork/|/[r]oot/|/[h]ome/\\w+/"),
            Pattern.compile("(?i)\\b(sub-?[a]gent|work[t]ree|claude[ ]session|co-authored-[b]y)\\b"),
            Pattern.compile("repo1?\\.[m]aven|registry\\.[n]pmjs|files\\.[p]ythonhosted|artifac[t]ory"));

    private HouseRules() {}

    /** A text and where it stands. */
    record Source(String path, String text) {}

    static List<String> tooLong(Source source) {
        long lines = source.text().lines().count();
        return lines <= FILE_LINES_MAX
                ? List.of()
                : List.of(source.path() + " has " + lines + " lines; " + FILE_LINES_MAX + " are allowed");
    }

    static List<String> forbiddenWords(Source source) {
        return FORBIDDEN_WORDS.stream()
                .flatMap(word -> word.matcher(source.text()).results())
                .map(hit -> source.path() + " says '" + hit.group() + "'")
                .toList();
    }

    static List<String> poorPackageInfo(Source packageInfo) {
        List<String> complaints = new ArrayList<>();
        if (!packageInfo.text().contains("@NullMarked")) {
            complaints.add(packageInfo.path() + " is not @NullMarked");
        }
        if (!SENTENCE.matcher(packageInfo.text()).matches()) {
            complaints.add(packageInfo.path() + " has no sentence that says what the package is");
        }
        return complaints;
    }

    /** Folders that hold Java files but no package-info.java. */
    static List<String> withoutPackageInfo(List<Source> sources) {
        Set<String> folders = new TreeSet<>();
        sources.forEach(source -> folders.add(folder(source)));
        sources.stream()
                .filter(source -> source.path().endsWith("/package-info.java"))
                .forEach(source -> folders.remove(folder(source)));
        return folders.stream().map(name -> name + " has no package-info.java").toList();
    }

    /** Packages with more classes than a reader keeps in mind. */
    static List<String> crowdedPackages(List<Source> sources) {
        return classes(sources).collect(Collectors.groupingBy(HouseRules::folder)).entrySet().stream()
                .filter(folder -> folder.getValue().size() > PACKAGE_CLASSES_MAX)
                .map(folder -> folder.getKey() + " has " + folder.getValue().size() + " classes; " + PACKAGE_CLASSES_MAX
                        + " are allowed")
                .sorted()
                .toList();
    }

    /** Simple names of classes that stand in two packages. */
    static List<String> sameNames(List<Source> sources) {
        return classes(sources).collect(Collectors.groupingBy(HouseRules::fileName)).entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(name -> name.getKey() + " stands in "
                        + name.getValue().stream()
                                .map(HouseRules::folder)
                                .sorted()
                                .collect(Collectors.joining(" and ")))
                .sorted()
                .toList();
    }

    private static Stream<Source> classes(List<Source> sources) {
        return sources.stream().filter(source -> !source.path().endsWith("/package-info.java"));
    }

    private static String fileName(Source source) {
        return source.path().substring(source.path().lastIndexOf('/') + 1);
    }

    /** Methods, constructors and initialisers over the limit, and types whose name says nothing. */
    static List<String> shapes(List<Source> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<URI, Source> sourceOf = new HashMap<>();
        sources.forEach(source -> sourceOf.put(uri(source), source));
        List<JavaFileObject> files = sources.stream().map(HouseRules::file).toList();
        JavacTask task = (JavacTask) compiler.getTask(null, null, null, List.of(), null, files);
        List<String> complaints = new ArrayList<>();
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Source source =
                        Objects.requireNonNull(sourceOf.get(unit.getSourceFile().toUri()));
                new Shapes(source, unit, positions, complaints).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return complaints;
    }

    private static String folder(Source source) {
        return source.path().substring(0, source.path().lastIndexOf('/'));
    }

    private static URI uri(Source source) {
        return URI.create("string:///" + source.path());
    }

    private static JavaFileObject file(Source source) {
        return new SimpleJavaFileObject(uri(source), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source.text();
            }
        };
    }

    private static final class Shapes extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Source source;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> complaints;

        Shapes(Source source, CompilationUnitTree unit, SourcePositions positions, List<String> complaints) {
            this.source = source;
            this.unit = unit;
            this.positions = positions;
            this.complaints = complaints;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            String name = type.getSimpleName().toString();
            if (EMPTY_NAME.matcher(name).matches()) {
                complaints.add(source.path() + ": the name " + name + " does not say what the type is");
            }
            type.getMembers().stream()
                    .filter(BlockTree.class::isInstance)
                    .forEach(block -> measure("an initialiser of " + name, block));
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            measure(method.getName().toString(), method);
            return super.visitMethod(method, null);
        }

        private void measure(String name, Tree tree) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree) - 1);
            long lines = last - first + 1;
            if (lines > METHOD_LINES_MAX) {
                complaints.add(
                        source.path() + ": " + name + " has " + lines + " lines; " + METHOD_LINES_MAX + " are allowed");
            }
        }
    }
}
