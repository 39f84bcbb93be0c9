package fatbuildr.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies that environment variables name, as curl reads them: {@code http_proxy} (in small letters only, since a
 * web server may set the other), {@code https_proxy}, {@code no_proxy} with hosts and their domains, or {@code *}. This
 * machine itself is always reached directly.
 */
public final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 1080;
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(.*\\.)?localhost|127(\\.[0-9]+){3}|\\[(::1|0(:0){6}:1)\\]");

    private final Map<String, String> environment;

    public EnvironmentProxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return variable(scheme + "_proxy")
                .filter(_ -> !spared(host))
                .flatMap(EnvironmentProxies::address)
                .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> name.equals("http_proxy")
                        ? Optional.empty()
                        : Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private boolean spared(String host) {
        if (THIS_MACHINE.matcher(host).matches()) {
            return true;
        }
        for (String word :
                variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            String name = word.startsWith(".") ? word.substring(1) : word;
            if (!name.isEmpty() && (name.equals("*") || host.equals(name) || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    /** Of {@code http://host:port/} or {@code host:port}; one that cannot be read is none. */
    private static Optional<InetSocketAddress> address(String value) {
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            return Optional.ofNullable(uri.getHost())
                    .map(host ->
                            InetSocketAddress.createUnresolved(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The failure itself reaches whoever asked.
    }
}
