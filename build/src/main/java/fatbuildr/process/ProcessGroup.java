package fatbuildr.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import fatbuildr.libc.CLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** Signals to all processes of a group, for which Java has no call. */
final class ProcessGroup {
    /** Signal numbers of Linux. */
    static final int KILL = 9;

    static final int TERM = 15;

    private static final MethodHandle SEND =
            CLibrary.function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private ProcessGroup() {}

    /**
     * A group that is gone already is no failure.
     *
     * @param leader process number of its leader, dead or alive
     */
    static void signal(long leader, int signal) {
        if (leader <= 1) {
            throw new IllegalArgumentException("process " + leader + " leads no group of ours");
        }
        CLibrary.call(() -> (int) SEND.invokeExact(Math.toIntExact(-leader), signal));
    }
}
