package fatbuildr.engine.task;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.engine.Site;
import fatbuildr.task.TaskId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that builds until it is killed, or dies by itself as if it were: at the n-th time that anything asks for
 * the time, which happens at every step from a submission to a signature.
 */
public final class CrashingDaemon {
    private CrashingDaemon() {}

    /** Arguments: the site's directory, the artifact, how many builds, and when to die, 0 for never. */
    public static void main(String... arguments) throws InterruptedException {
        Site site = new Site(Path.of(arguments[0]));
        AtomicInteger steps = new AtomicInteger(Integer.parseInt(arguments[3]));
        Engine engine = site.open(dying(steps));
        InstanceService lab = engine.instance(Site.INSTANCE);
        System.out.println("ready");
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            TaskId id = lab.submitBuild(site.submission(Site.build(arguments[1])), "alice");
            System.out.println("accepted " + id);
            System.out.flush();
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static Clock dying(AtomicInteger steps) {
        InstantSource time = () -> {
            if (steps.get() > 0 && steps.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(9);
            }
            return Instant.now();
        };
        return time.withZone(ZoneOffset.UTC);
    }
}
