package poegateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The code has the arrows of docs/architecture.puml, all of them and no others. */
@Execution(ExecutionMode.CONCURRENT)
final class DrawingTest {
    private static final Path DRAWING = Path.of("docs/architecture.puml");
    private static final String PRODUCT = ProductClasses.ROOT;
    private static final String BROKEN = "poegateway.architecture.broken";
    private static final Pattern STEREOTYPE = Pattern.compile("<<([\\w.]+)>>");
    private static final Pattern ARROW = Pattern.compile("\\[(\\w+)] --> \\[(\\w+)]");
    private static final String UNDRAWN = "poegateway.architecture.undrawn";

    @TempDir
    Path folder;

    @Test
    void theCodeHasOnlyTheArrowsOfTheDrawing() throws IOException {
        drawnBelow(PRODUCT).check(ProductClasses.ALL);
    }

    @Test
    void everyArrowThatIsNotDrawnIsReportedByTheClassItStartsFrom() throws IOException {
        Set<String> expected = Stream.of(
                        "account.SeesFront",
                        "config.UsesWire",
                        "dialect.SeesRelay",
                        "dialect.SeesUpstream",
                        "front.SeesUpstream",
                        "keep.SeesConfig",
                        "relay.SeesFront",
                        "simulator.UsesCore",
                        "wire.UsesConfig",
                        "wire.UsesSimulator")
                .map(name -> BROKEN + "." + name)
                .collect(Collectors.toCollection(TreeSet::new));
        JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);
        assertEquals(expected, Offenders.of(drawnBelow(BROKEN), broken));
    }

    @Test
    void everyArrowOfTheDrawingIsUsed() throws IOException {
        assertEquals(drawnArrows(Files.readString(DRAWING)), arrowsOf(ProductClasses.ALL));
    }

    @Test
    void thePackagesAreThoseOfTheDrawing() throws IOException {
        assertEquals(drawnPackages(), topPackagesOf(ProductClasses.ALL, PRODUCT));
    }

    @Test
    void aPackageThatIsNotDrawnIsSeen() throws IOException {
        Set<String> packages = topPackagesOf(new ClassFileImporter().importPackages(UNDRAWN), UNDRAWN);
        assertEquals(Set.of("attic"), packages);
        assertFalse(drawnPackages().containsAll(packages));
    }

    private static Set<String> drawnPackages() throws IOException {
        return STEREOTYPE
                .matcher(Files.readString(DRAWING))
                .results()
                .map(stereotype -> topPackage(stereotype.group(1), PRODUCT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> drawnArrows(String drawing) {
        return ARROW.matcher(drawing)
                .results()
                .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> arrowsOf(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> use.getTargetClass().getPackageName().startsWith(PRODUCT))
                .map(use -> named(use.getOriginClass().getPackageName()) + " --> "
                        + named(use.getTargetClass().getPackageName()))
                .filter(arrow -> !arrow.matches("(\\w+) --> \\1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String named(String packageName) {
        String top = topPackage(packageName, PRODUCT);
        return top.isEmpty() ? "root" : top;
    }

    private static Set<String> topPackagesOf(JavaClasses classes, String root) {
        return classes.stream()
                .map(type -> topPackage(type.getPackageName(), root))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first name below the root package; empty for the root itself. */
    private static String topPackage(String packageName, String root) {
        return packageName.substring(root.length()).replaceFirst("^\\.?(\\w*).*", "$1");
    }

    /** The drawing as a rule, with another root package in the place of the product's. */
    private ArchRule drawnBelow(String root) throws IOException {
        String text = Files.readString(DRAWING).replace("<<" + PRODUCT, "<<" + root);
        Path drawing = Files.writeString(folder.resolve("drawing.puml"), text);
        return classes()
                .should(adhereToPlantUmlDiagram(drawing, consideringOnlyDependenciesInAnyPackage(root + "..")))
                .as("the code has only the arrows of the drawing");
    }
}
