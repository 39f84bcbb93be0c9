package fatbuildr.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import fatbuildr.build.BuildContext;
import fatbuildr.build.BuildOutcome;
import fatbuildr.build.FormatBuilder;
import fatbuildr.error.FatbuildrException;
import fatbuildr.process.Command;
import fatbuildr.process.ProcessRunner;
import fatbuildr.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Builds packages with dpkg's own tools on this machine, without a container. What it does beyond that is said by the
 * artifact's name: {@code fail-…} fails, {@code crash-…} throws an error, {@code wait-…} never ends by itself,
 * {@code talk-…} writes a lot, {@code slow-…} takes its time, {@code ask-…} runs two commands that read a word each,
 * {@code waste-…} fails once it has its sources.
 */
public final class ScriptedBuilder implements FormatBuilder {
    @Override
    public String format() {
        return "deb";
    }

    @Override
    public BuildOutcome build(BuildContext context) throws InterruptedException {
        String artifact = context.spec().artifact();
        context.journal().info("Building " + artifact);
        if (!Files.exists(context.tarball())) {
            throw FatbuildrException.invalid("the definition is not there: " + context.tarball());
        }
        switch (artifact.replaceFirst("-.*", "")) {
            case "fail" -> throw FatbuildrException.external("the source server refuses the connection");
            case "crash" -> throw new StackOverflowError("deep");
            case "wait" -> Thread.sleep(Long.MAX_VALUE);
            case "slow" -> Thread.sleep(300);
            case "talk" -> talk(context);
            case "ask" -> ask(context);
            case "liar" -> context.journal().info("Task succeeded, says the build");
            default -> {}
        }
        context.fetched()
                .accept(List.of(
                        new Task.SourceArchive(artifact, context.tarball().toString())));
        if (artifact.startsWith("waste-")) {
            throw FatbuildrException.external("the compiler is not content");
        }
        String version = context.repository()
                .source(artifact)
                .map(source -> "1." + (Integer.parseInt(source.version().substring(2)) + 1))
                .orElse("1.0");
        Path changes = DebFactory.build(context.workspace(), artifact, version);
        return new BuildOutcome(version, List.of(changes));
    }

    private static void ask(BuildContext context) throws InterruptedException {
        ProcessRunner runner = new ProcessRunner();
        runner.run(Command.of("sh", "-c", "echo first; read word; echo got $word"), context.journal());
        context.journal().info("Between the commands");
        runner.run(Command.of("sh", "-c", "echo second; read word; test $word = good"), context.journal());
    }

    private static void talk(BuildContext context) {
        byte[] piece = "x".repeat(2048).getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            context.journal().output(piece, piece.length);
        }
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
