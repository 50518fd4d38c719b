package poegateway.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code poe-gateway completion}: a script by which bash and zsh complete commands, options and the flags of settings. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that makes bash and zsh complete commands, options and settings.",
        footer = {
            "",
            "For this shell: source <(poe-gateway completion)",
            "For all later ones, add that line to ~/.bashrc."
        })
final class CompletionCommand implements Runnable {
    @Override
    public void run() {
        System.out.print(script());
    }

    static String script() {
        CommandLine commands = Commands.all();
        show(commands);
        return AutoComplete.bash("poe-gateway", commands);
    }

    /** Flags of settings are too many for the help, and not for this. */
    private static void show(CommandLine commands) {
        CommandSpec model = commands.getCommandSpec();
        for (OptionSpec option : List.copyOf(model.options())) {
            if (OptionModel.isFlag(option)) {
                model.remove(option);
                model.addOption(option.toBuilder().hidden(false).build());
            }
        }
        commands.getSubcommands().values().forEach(CompletionCommand::show);
    }
}
