package fatbuildr.daemon.bus;

import fatbuildr.dbus.BusError;
import fatbuildr.dbus.BusObject;
import fatbuildr.dbus.IncomingCall;
import fatbuildr.dbus.Interface;
import fatbuildr.error.FatbuildrException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An object whose members are in a table: asks for permission, runs the member, names its failure. */
final class Operations implements BusObject {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final List<Interface> interfaces;
    private final Map<String, Operation> members;
    private final Callers callers;
    private final Authority authority;
    private final Runnable used;

    /** @param used told of every call */
    Operations(
            List<Interface> interfaces,
            Map<String, Operation> members,
            Callers callers,
            Authority authority,
            Runnable used) {
        this.interfaces = List.copyOf(interfaces);
        this.members = Map.copyOf(members);
        this.callers = callers;
        this.authority = authority;
        this.used = used;
    }

    @Override
    public List<Interface> interfaces() {
        return interfaces;
    }

    @Override
    public Object invoke(Interface.Method method, IncomingCall call) throws InterruptedException {
        return run(method.name(), call, new Arguments(call.arguments()), true);
    }

    /** Properties are guarded like methods. */
    @Override
    public Object read(Interface.Property property, IncomingCall call, boolean interactive)
            throws InterruptedException {
        return run(property.name(), call, new Arguments(List.of()), interactive);
    }

    /** What does not exist at the moment is no reason to tell nothing of the rest. */
    @Override
    public boolean isOmitted(BusError failure) {
        return failure.is(BusError.NO_RUNNING_TASK) || failure.is(BusError.NO_KEYRING);
    }

    @Override
    public void called() {
        used.run();
    }

    private Object run(String member, IncomingCall call, Arguments arguments, boolean interactive)
            throws InterruptedException {
        Operation operation = Optional.ofNullable(members.get(member))
                .orElseThrow(() -> new BusError(BusError.UNKNOWN_METHOD, "no member " + member));
        Caller caller = callers.of(call.sender());
        if (operation.action().isPresent()) {
            authority.require(operation.action().get(), caller, interactive);
        }
        try {
            return operation.body().run(caller, arguments);
        } catch (FatbuildrException failure) {
            throw new BusError(
                    operation.failing().apply(failure.kind()), String.valueOf(failure.getMessage()), failure);
        } catch (RuntimeException defect) {
            if (defect instanceof BusError) {
                throw defect;
            }
            LOG.error("call of {} by {} failed", member, caller.user(), defect);
            throw new BusError(BusError.FAILED, "internal error, see the daemon's log for " + member, defect);
        }
    }
}
