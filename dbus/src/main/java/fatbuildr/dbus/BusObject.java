package fatbuildr.dbus;

import java.util.List;

/** Something that answers calls under a path. Failures are {@link BusError}s. */
public interface BusObject {
    /** Its own interfaces, without the standard ones. */
    List<Interface> interfaces();

    /** The arguments fit the method's signature; the answer is ignored for a method without result. */
    Object invoke(Interface.Method method, IncomingCall call) throws InterruptedException;

    /**
     * Reads a property.
     *
     * @param interactive whether the caller may be asked to authenticate
     */
    Object read(Interface.Property property, IncomingCall call, boolean interactive) throws InterruptedException;

    /** Whether a property failing like this is only left out when all are asked for. */
    boolean isOmitted(BusError failure);

    /** Told of each call on one of its own interfaces or properties, on the thread that reads. */
    void called();
}
