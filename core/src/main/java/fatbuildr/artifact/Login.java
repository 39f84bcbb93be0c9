package fatbuildr.artifact;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user and password of a URL, told to the server of that URL alone: a redirect may lead to another one. */
final class Login extends Authenticator {
    private final URI url;
    private final PasswordAuthentication login;

    private Login(URI url, PasswordAuthentication login) {
        this.url = url;
        this.login = login;
    }

    static Optional<Authenticator> of(URI url) {
        String user = url.getUserInfo();
        if (user == null) {
            return Optional.empty();
        }
        int colon = user.indexOf(':');
        String name = colon < 0 ? user : user.substring(0, colon);
        String password = colon < 0 ? "" : user.substring(colon + 1);
        return Optional.of(new Login(url, new PasswordAuthentication(name, password.toCharArray())));
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        URL asking = getRequestingURL();
        boolean same = getRequestorType() == RequestorType.SERVER
                && asking.getProtocol().equalsIgnoreCase(url.getScheme())
                && asking.getHost().equalsIgnoreCase(url.getHost())
                && asking.getPort() == url.getPort();
        return same ? login : null;
    }
}
