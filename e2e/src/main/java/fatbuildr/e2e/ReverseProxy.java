package fatbuildr.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A real proxy in front of a site, run with the configuration that the documentation gives. */
public enum ReverseProxy {
    NGINX("nginx.conf") {
        @Override
        String frame(Path directory, int port) {
            return """
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log;
                    events {}
                    http {
                        access_log off;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        include %1$s/documented.conf;
                    }
                    """.formatted(directory);
        }

        @Override
        List<String> command(Path directory) {
            return List.of("nginx", "-c", directory.resolve("frame.conf").toString(), "-g", "daemon off; user root;");
        }

        @Override
        String adapt(String documented, int port) {
            return documented.replace("listen 80;", "listen 127.0.0.1:" + port + ";");
        }
    },
    APACHE("apache.conf") {
        @Override
        String frame(Path directory, int port) {
            StringBuilder modules = new StringBuilder();
            for (String module : List.of("mpm_event", "authz_core", "proxy", "proxy_http", "headers")) {
                modules.append("LoadModule %1$s_module /usr/lib/apache2/modules/mod_%1$s.so\n".formatted(module));
            }
            return modules + """
                    ServerRoot %1$s
                    PidFile %1$s/apache.pid
                    ErrorLog %1$s/error.log
                    DefaultRuntimeDir %1$s
                    User www-data
                    Group www-data
                    ServerName localhost
                    Listen 127.0.0.1:%2$d
                    Include %1$s/documented.conf
                    """.formatted(directory, port);
        }

        @Override
        List<String> command(Path directory) {
            return List.of("apache2", "-f", directory.resolve("frame.conf").toString(), "-DFOREGROUND");
        }

        @Override
        String adapt(String documented, int port) {
            return documented.replace("*:80>", "127.0.0.1:" + port + ">");
        }
    };

    private final String documentation;

    ReverseProxy(String documentation) {
        this.documentation = documentation;
    }

    abstract String frame(Path directory, int port);

    abstract List<String> command(Path directory);

    abstract String adapt(String documented, int port);

    /** The proxy at work. */
    public record Running(Process process, int port, Path directory) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    /** Starts it in front of the site, whose instance gets the host name {@code demo.example}. */
    public Running start(Site site) {
        try {
            Path directory =
                    Files.createDirectories(site.directory.resolve("proxy-" + name().toLowerCase(Locale.ROOT)));
            int port = freePort();
            Path documented =
                    Site.EXAMPLES.resolveSibling("docs").resolve("proxy").resolve(documentation);
            String server = URI.create(site.uri()).getRawAuthority();
            String adapted = adapt(Files.readString(documented), port)
                    .replace("127.0.0.1:5000", server)
                    .replaceAll("(X-Fatbuildr-Instance) demo", "$1 " + Site.INSTANCE);
            Files.writeString(directory.resolve("documented.conf"), adapted);
            Files.writeString(directory.resolve("frame.conf"), frame(directory, port));
            Process process = new ProcessBuilder(
                            Stream.concat(Stream.of("env", "LC_ALL=C"), command(directory).stream())
                                    .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output.log").toFile())
                    .start();
            Instant limit = Instant.now().plus(Duration.ofSeconds(20));
            while (!listens(port)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    process.destroy();
                    throw new AssertionError(
                            this + " did not start: " + Files.readString(directory.resolve("output.log")));
                }
                Thread.sleep(50);
            }
            return new Running(process, port, directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
