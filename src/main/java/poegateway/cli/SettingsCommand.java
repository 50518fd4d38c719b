package poegateway.cli;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads settings. What is given before its name holds too. */
abstract class SettingsCommand implements Callable<Integer> {
    private @Nullable CommandSpec spec;

    /** Picocli's model of this command, which gets the options about settings. */
    @Spec
    final void spec(CommandSpec model) {
        spec = model;
        OptionModel.declareAll(model);
    }

    /**
     * What the command line says about settings.
     *
     * @throws picocli.CommandLine.ParameterException for a word that is no option and no value of one
     */
    final GivenSettings given() {
        CommandSpec model = Objects.requireNonNull(spec);
        UsageErrors.refuseUnmatched(model.commandLine());
        GivenSettings own = OptionModel.given(model);
        UsageErrors.refuseUnknownOptions(model.commandLine(), own);
        return outer(model).map(own::over).orElse(own);
    }

    private static Optional<GivenSettings> outer(CommandSpec model) {
        CommandSpec parent = model.parent();
        while (parent != null && !(parent.userObject() instanceof SettingsCommand)) {
            parent = parent.parent();
        }
        return parent == null ? Optional.empty() : Optional.of(((SettingsCommand) parent.userObject()).given());
    }
}
