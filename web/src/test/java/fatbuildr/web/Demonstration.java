package fatbuildr.web;

import fatbuildr.api.Artifact;
import fatbuildr.api.ArtifactContent;
import fatbuildr.api.ChangelogEntry;
import fatbuildr.journal.ConsoleMessage;
import fatbuildr.journal.LogLevel;
import fatbuildr.task.TaskId;
import fatbuildr.task.TaskResult;
import fatbuildr.task.TaskSpec;
import fatbuildr.task.TaskState;
import java.util.ArrayList;
import java.util.List;

/** An instance with something of everything, for looking at pages. */
final class Demonstration {
    private static final String[] NAMES = {"acme", "libfoo", "slurm", "python3-yaml", "nginx-mod", "zstd"};

    private Demonstration() {}

    /** Serves the demonstration until the program is ended: {@code Demonstration PORT}. */
    public static void main(String[] arguments) throws InterruptedException {
        try (TestServer server = TestServer.startConfigured("[web]\nport = " + arguments[0] + "\n")) {
            fill(server.lab);
            System.out.println(server.server.url());
            Thread.currentThread().join();
        }
    }

    static void fill(MemoryInstance lab) {
        lab.publish(artifacts(40), MemoryInstance.SOURCE, changelog(), content());
        lab.giveKey("-----BEGIN PGP PUBLIC KEY BLOCK-----\n");
        for (int i = 0; i < 60; i++) {
            lab.add(
                    build(NAMES[i % NAMES.length]),
                    TaskState.FINISHED,
                    i % 7 == 3 ? TaskResult.FAILED : TaskResult.SUCCESS);
        }
        TaskId finished = lab.add(build("acme"), TaskState.FINISHED, TaskResult.FAILED);
        talk(lab, finished);
        lab.say(finished, new ConsoleMessage.Log(LogLevel.INFO, "Task failed"));
        talk(lab, lab.add(build("libfoo"), TaskState.RUNNING, TaskResult.UNKNOWN));
        lab.add(new TaskSpec.KeyringRenewal("1y"), TaskState.PENDING, TaskResult.UNKNOWN);
        lab.add(
                new TaskSpec.EnvironmentCreation("deb", "trixie", "aarch64", false),
                TaskState.PENDING,
                TaskResult.UNKNOWN);
    }

    static TaskSpec build(String artifact) {
        return new TaskSpec.ArtifactBuild(
                "deb",
                "trixie",
                "main",
                artifact,
                List.of("x86_64", "aarch64"),
                "Alice Ray",
                "alice@lab.example",
                "New upstream release <3.2>",
                false);
    }

    static List<Artifact> artifacts(int count) {
        List<Artifact> artifacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = NAMES[i % NAMES.length] + (i < NAMES.length ? "-tools" : "-plugin-" + i);
            String architecture = i % 4 == 0 ? "src" : i % 4 == 1 ? "noarch" : "x86_64";
            artifacts.add(
                    new Artifact(name, architecture, "3." + i + "~rc1-2.deb13", i % 4 == 0 ? 0 : 20_480L * i * i));
        }
        return artifacts;
    }

    private static List<ChangelogEntry> changelog() {
        return List.of(
                new ChangelogEntry(
                        "3.1-2.deb13",
                        "Alice Ray <alice@lab.example>",
                        1_893_499_200L,
                        List.of("New upstream release, see <https://acme.example/news>", "Fatbuildr task 1f0c@Lab")),
                new ChangelogEntry(
                        "3.0-1.deb13", "Bob Stone <bob@lab.example>", 0, List.of("First package", "Closes #12")));
    }

    private static List<ArtifactContent> content() {
        return List.of(
                new ArtifactContent("/usr/bin", "d", 0),
                new ArtifactContent("/usr/bin/acme", "f", 40_960),
                new ArtifactContent(
                        "/usr/bin/acme-with-a-name-that-is-so-long-that-it-does-not-fit-on-a-phone", "f", 18),
                new ArtifactContent("/usr/lib/libacme.so.3", "l", 0),
                new ArtifactContent("/dev/acme", "n/a", 0));
    }

    static void talk(MemoryInstance lab, TaskId task) {
        lab.say(task, new ConsoleMessage.Log(LogLevel.INFO, "Running task " + task));
        lab.say(task, new ConsoleMessage.Log(LogLevel.WARNING, "No source for acme found, downloading it"));
        lab.say(task, ConsoleMessage.Bytes.of("\u001b[1;32mdpkg-buildpackage\u001b[0m: info: source package acme\r\n"));
        for (int i = 0; i < 80; i++) {
            lab.say(
                    task,
                    ConsoleMessage.Bytes.of("[" + i
                            + "/80] \u001b[36mgcc\u001b[0m -g -O2 -fstack-protector-strong -Wformat -Werror=format-security -c src/part"
                            + i + ".c -o part" + i + ".o\r\n"));
        }
        lab.say(
                task,
                ConsoleMessage.Bytes.of(
                        "\u001b[1msrc/part79.c:12:5:\u001b[0m \u001b[1;31merror: \u001b[0m"
                                + "expected \u001b[33m';'\u001b[0m before '}'\r\n\u001b[41mmake: *** [Makefile:7: all] Error 1\u001b[0m\r\n"));
        lab.say(task, new ConsoleMessage.Log(LogLevel.ERROR, "Error while running command dpkg-buildpackage: exit 2"));
    }
}
