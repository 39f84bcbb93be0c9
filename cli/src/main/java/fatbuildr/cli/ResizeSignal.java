package fatbuildr.cli;

import java.lang.reflect.Proxy;

/**
 * Tells when the window changes its size. The JDK has no supported way: its signal class is used where it is there, and
 * reached by name, since naming it is a warning that cannot be turned off.
 */
final class ResizeSignal {
    private ResizeSignal() {}

    @SuppressWarnings("ReferenceEquality") // it is how the proxy's own equals works
    static void onResize(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object acting = Proxy.newProxyInstance(
                    handler.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            action.run();
                            yield null;
                        }
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "resize handler";
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), acting);
        } catch (ReflectiveOperationException | IllegalArgumentException unsupported) {
            // The size at the beginning of each command is sent all the same.
        }
    }
}
