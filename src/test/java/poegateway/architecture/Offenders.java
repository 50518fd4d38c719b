package poegateway.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who breaks a rule, by name. */
final class Offenders {
    private static final Pattern FIRST_NAMED = Pattern.compile("(?m)^.*?<([\\w.$]+)");

    private Offenders() {}

    /** Full names of the outermost classes in which the rule is broken: the one that each violation names first. */
    static Set<String> of(ArchRule rule, JavaClasses classes) {
        Set<String> names = new TreeSet<>();
        rule.evaluate(classes).getFailureReport().getDetails().stream()
                .flatMap(Offenders::origins)
                .map(name -> outermostClass(name, classes))
                .forEach(names::add);
        return names;
    }

    private static Stream<String> origins(String detail) {
        return FIRST_NAMED.matcher(detail).results().map(hit -> hit.group(1));
    }

    private static String outermostClass(String member, JavaClasses classes) {
        return classes.stream()
                .map(type -> type.getName())
                .filter(name -> member.equals(name) || member.startsWith(name + ".") || member.startsWith(name + "$"))
                .map(name -> name.replaceFirst("\\$.*", ""))
                .findFirst()
                .orElse(member);
    }
}
