package dev.bursar.cli;

import dev.bursar.fault.Exit;
import dev.bursar.run.StopSignal;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * While open, the first Ctrl-C or SIGTERM asks for a graceful end; a second one ends the process at once.
 *
 * <p>A shutdown hook cannot tell a second signal from the first, so this uses {@code sun.misc.Signal}, which every JDK has in
 * its module {@code jdk.unsupported}; by reflection, since the compiler's warning about it cannot be switched off.
 */
final class Signals implements AutoCloseable {
    private final Map<String, Object> before = new LinkedHashMap<>();

    private Signals() {}

    /** The first signal asks a run to stop, and says so. */
    static Signals stop(StopSignal stop, Consumer<String> say) {
        return of(
                () -> {
                    stop.request();
                    say.accept("stopping after the range in hand; once more ends at once");
                },
                () -> say.accept(
                        "ended at once: the range in hand is rolled back, all before it stands; the same command goes on"));
    }

    /**
     * @param first what the first signal does, on a thread of the JVM's; it must be quick
     * @param second what the second does before the process ends
     */
    static Signals of(Runnable first, Runnable second) {
        AtomicBoolean came = new AtomicBoolean();
        Runnable handler = () -> {
            if (came.getAndSet(true)) {
                second.run();
                Runtime.getRuntime().halt(Exit.INTERRUPTED.code());
            }
            first.run();
        };
        Signals signals = new Signals();
        for (String name : List.of("INT", "TERM")) {
            signals.before.put(name, handle(name, proxy(handler)));
        }
        return signals;
    }

    private static Object proxy(Runnable handler) {
        try {
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    handler.run();
                    return null;
                }
                return method.getName().equals("equals")
                        ? (Object) (self == arguments[0])
                        : System.identityHashCode(self);
            });
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has no sun.misc.SignalHandler", e);
        }
    }

    /** Returns who handled it before. */
    private static Object handle(String name, Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object number = signal.getConstructor(String.class).newInstance(name);
            return signal.getMethod("handle", signal, type).invoke(null, number, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("signal " + name + " cannot be handled", e);
        }
    }

    @Override
    public void close() {
        before.forEach(Signals::handle);
    }
}
