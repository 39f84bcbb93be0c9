package fatbuildr.libc;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/** Functions of the C library that this process runs on. */
public final class CLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    private CLibrary() {}

    /** One call of a function's handle by {@code invokeExact}, which declares to throw anything. */
    @FunctionalInterface
    public interface Call {
        long run() throws Throwable;
    }

    /**
     * @param type of a function with fixed arguments, as wide as in C
     * @param options such as where variadic arguments begin
     * @throws java.util.NoSuchElementException if the library has no such function
     */
    @SuppressWarnings("restricted") // the launcher allows native access
    public static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type, options);
    }

    /** The call's result; C functions throw nothing, so whatever comes out is a mistake of the caller. */
    public static long call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
