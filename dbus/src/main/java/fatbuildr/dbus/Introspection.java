package fatbuildr.dbus;

import java.util.List;

/** Introspection documents. */
final class Introspection {
    private static final String DOCTYPE = """
            <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
             "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
            """;

    private Introspection() {}

    static String document(List<Interface> interfaces, List<String> children) {
        StringBuilder xml = new StringBuilder(DOCTYPE).append("<node>\n");
        interfaces.forEach(description -> append(xml, description));
        children.forEach(child -> xml.append("  <node name=\"").append(child).append("\"/>\n"));
        return xml.append("</node>\n").toString();
    }

    private static void append(StringBuilder xml, Interface description) {
        xml.append("  <interface name=\"").append(description.name()).append("\">\n");
        for (Interface.Method method : description.methods()) {
            xml.append("    <method name=\"").append(method.name()).append("\">\n");
            method.arguments().forEach(argument -> argument(xml, argument.name(), argument.type(), "in"));
            if (!method.result().isEmpty()) {
                argument(xml, "result", method.result(), "out");
            }
            xml.append("    </method>\n");
        }
        for (Interface.Property property : description.properties()) {
            xml.append("    <property name=\"").append(property.name());
            xml.append("\" type=\"").append(property.type()).append("\" access=\"read\">\n");
            // No change is ever signalled: clients must not keep what they read.
            xml.append(
                    "      <annotation name=\"org.freedesktop.DBus.Property.EmitsChangedSignal\" value=\"false\"/>\n");
            xml.append("    </property>\n");
        }
        xml.append("  </interface>\n");
    }

    private static void argument(StringBuilder xml, String name, String type, String direction) {
        xml.append("      <arg name=\"").append(name).append("\" type=\"").append(type);
        xml.append("\" direction=\"").append(direction).append("\"/>\n");
    }
}
