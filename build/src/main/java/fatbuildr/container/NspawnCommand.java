package fatbuildr.container;

import fatbuildr.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of {@code systemd-nspawn} for a run (build.md section 8.1). */
record NspawnCommand(Settings.Containers settings) {
    /**
     * @param root where the root file system is mounted
     * @param machine name among the containers that run now
     * @param terminal whether the command is run on one
     */
    List<String> words(ContainerRun run, Path root, String machine, boolean terminal) {
        List<String> words = new ArrayList<>();
        words.add(settings.exec().toString());
        words.add("--directory=" + root);
        words.add("--machine=" + machine);
        words.add("--hostname=fatbuildr");
        words.add("--as-pid2");
        words.add(terminal ? "--console=interactive" : "--console=pipe");
        words.add("--timezone=off");
        words.add("--link-journal=no");
        if (run.administrative()) {
            words.addAll(settings.initOptions());
        }
        words.addAll(settings.options());
        if (!run.network()) {
            words.add("--private-network");
            words.add("--resolv-conf=off");
        }
        run.user().ifPresent(user -> {
            words.add("--no-new-privileges=yes");
            words.add("--drop-capability=all");
            words.add("--user=" + user);
        });
        run.binds().forEach(bind -> words.add(bind.option()));
        words.add("--chdir=" + run.directory());
        run.environment().forEach((name, value) -> words.add("--setenv=" + name + "=" + value));
        words.add("--");
        words.addAll(run.command());
        return words;
    }
}
