package fatbuildr.libc;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.WrongMethodTypeException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

final class CLibraryTest {
    @Test
    void functionsAreCalledWithNumbersAndText() {
        MethodHandle getpid = CLibrary.function("getpid", FunctionDescriptor.of(JAVA_INT));
        MethodHandle strlen = CLibrary.function("strlen", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
        assertThat(CLibrary.call(() -> (int) getpid.invokeExact()))
                .isEqualTo(ProcessHandle.current().pid());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("seven é");
            assertThat(CLibrary.call(() -> (long) strlen.invokeExact(text))).isEqualTo(8);
        }
    }

    @Test
    void mistakesAreToldAsTheyAre() {
        FunctionDescriptor type = FunctionDescriptor.of(JAVA_INT);
        assertThatThrownBy(() -> CLibrary.function("no_such_function", type))
                .isInstanceOf(NoSuchElementException.class);
        MethodHandle getpid = CLibrary.function("getpid", type);
        assertThatThrownBy(() -> CLibrary.call(() -> (long) getpid.invokeExact()))
                .isInstanceOf(WrongMethodTypeException.class);
        assertThatThrownBy(() -> CLibrary.call(() -> {
                    throw new Exception("of the caller");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("of the caller");
    }
}
