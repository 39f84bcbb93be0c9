package fatbuildr.web;

import fatbuildr.engine.Engine;
import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import fatbuildr.policy.Groups;
import fatbuildr.policy.Policy;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides who may do what: the one place every request passes (http-api.md sections 3.4, 4 and 5). A request proves
 * who sends it with a token, in its header or in the cookie of a browser's session.
 */
final class Access {
    private static final String ANONYMOUS = "anonymous";
    private static final String USER = "fatbuildr.user";
    private static final String FORM_TOKEN = "fatbuildr.form-token";
    private static final String ALLOWED = "fatbuildr.allowed";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Engine engine;
    private final Policy policy;
    private final Groups groups;
    private final Function<Context, String> instance;

    /** @param instance the id of the instance that a request names */
    Access(Engine engine, Policy policy, Groups groups, Function<Context, String> instance) {
        this.engine = engine;
        this.policy = policy;
        this.groups = groups;
        this.instance = instance;
    }

    /** Lets the request pass or refuses it, and notes on whose behalf it acts: first the token, then the policy. */
    void admit(Context ctx, Action action) {
        ctx.attribute(USER, ANONYMOUS);
        Predicate<Action> allowed = other -> allows(signedIn(ctx), other);
        ctx.attribute(ALLOWED, allowed);
        if (action == Action.PUBLIC) {
            noteSession(ctx);
            return;
        }
        Optional<String> user = user(ctx, action);
        user.ifPresent(name -> ctx.attribute(USER, name));
        if (!allows(user, action)) {
            throw refused(user, action);
        }
    }

    private boolean allows(Optional<String> user, Action action) {
        return user.map(name -> policy.allows(name, action.word(), groups))
                .orElseGet(() -> policy.allowsAnonymous(action.word()));
    }

    /** What whoever sent an admitted request may do, in the policy's words: pages offer nothing else. */
    static List<String> allowed(Context ctx) {
        Predicate<Action> allowed = ctx.attribute(ALLOWED);
        return Arrays.stream(Action.values())
                .filter(action -> action != Action.PUBLIC && allowed != null && allowed.test(action))
                .map(Action::word)
                .toList();
    }

    /** The same for what is of no instance: a token of any instance proves who sends the request. */
    void admitToServer(Context ctx, Action action) {
        boolean proof = BearerToken.of(ctx).isPresent();
        List<String> users = engine.instances().stream()
                .flatMap(service -> anyToken(ctx, service).stream())
                .toList();
        if (proof && users.isEmpty()) {
            throw FatbuildrException.refused("token is invalid");
        }
        boolean allowed = policy.allowsAnonymous(action.word())
                || users.stream().anyMatch(name -> policy.allows(name, action.word(), groups));
        if (!allowed) {
            throw refused(users.stream().findFirst(), action);
        }
    }

    /** Of these instances the ones whose registry the sender of a public request may view. */
    List<InstanceService> visible(Context ctx, List<InstanceService> instances) {
        String action = Action.VIEW_REGISTRY.word();
        return instances.stream()
                .filter(service -> policy.allowsAnonymous(action)
                        || anyToken(ctx, service)
                                .filter(name -> policy.allows(name, action, groups))
                                .isPresent())
                .toList();
    }

    /** On whose behalf the request acts: the submitter of what it starts. */
    static String user(Context ctx) {
        String user = ctx.attribute(USER);
        return user == null ? ANONYMOUS : user;
    }

    /** The name of whoever is signed in with a browser or sent a token; empty for anonymous requests. */
    static Optional<String> signedIn(Context ctx) {
        return Optional.of(user(ctx)).filter(user -> !user.equals(ANONYMOUS));
    }

    /**
     * What a form of a page must send back as field {@code form_token} with a request that changes something (a script:
     * as header {@code X-Form-Token}; a form with files: in the query of its action); empty when nobody is signed in,
     * then none is needed.
     */
    static String formToken(Context ctx) {
        String token = ctx.attribute(FORM_TOKEN);
        return token == null ? "" : token;
    }

    /** Begins a browser's session with a token that proves something. */
    void signIn(Context ctx, String id, String token) {
        subject(id, token);
        SessionCookie.set(ctx, id, token);
    }

    /** Begins a browser's session for somebody who proved who they are in another way. */
    void signInAs(Context ctx, String id, String user) {
        SessionCookie.set(ctx, id, engine.instance(id).tokens().generate(user));
    }

    /** Ends the browser's sessions, those of all instances; the form is one that {@link #formToken} was given to. */
    void signOut(Context ctx) {
        if (signedIn(ctx).isPresent() && !FormToken.isSent(ctx, formToken(ctx))) {
            throw FormToken.missing();
        }
        engine.instances().stream()
                .map(service -> service.definition().id())
                .filter(id -> SessionCookie.of(ctx, id).isPresent())
                .forEach(id -> SessionCookie.clear(ctx, id));
    }

    /** Refuses what needs a person's name to anonymous callers, even where the policy is careless. */
    static String named(Context ctx, Action action) {
        return signedIn(ctx).orElseThrow(() -> refused(Optional.empty(), action));
    }

    private static FatbuildrException refused(Optional<String> user, Action action) {
        return FatbuildrException.refused(user.map(name -> "user " + name).orElse("anonymous role")
                + " is not allowed to perform action " + action.word());
    }

    /** A header cannot come from another site's page, so only requests without one are checked for that. */
    private Optional<String> user(Context ctx, Action action) {
        Optional<String> bearer = BearerToken.of(ctx);
        if (bearer.isPresent()) {
            return Optional.of(subject(instance.apply(ctx), bearer.get()));
        }
        boolean changes = !READING.contains(ctx.req().getMethod());
        if (changes) {
            SameSite.require(ctx, action);
        }
        return session(ctx, instance.apply(ctx), changes);
    }

    /** A session that has ended reads as anybody does, but changes nothing under another name. */
    private Optional<String> session(Context ctx, String id, boolean changes) {
        Optional<String> token = SessionCookie.of(ctx, id);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String user;
        try {
            user = subject(id, token.get());
        } catch (FatbuildrException ended) {
            if (changes) {
                throw ended;
            }
            SessionCookie.clear(ctx, id);
            return Optional.empty();
        }
        if (changes) {
            FormToken.require(ctx, token.get());
        }
        ctx.attribute(FORM_TOKEN, FormToken.of(token.get()));
        return Optional.of(user);
    }

    /** Public pages greet whoever is signed in to any instance. */
    private void noteSession(Context ctx) {
        if (!SessionCookie.isThere(ctx)) {
            return;
        }
        for (InstanceService service : engine.instances()) {
            Optional<String> user = session(ctx, service.definition().id(), false);
            if (user.isPresent()) {
                ctx.attribute(USER, user.get());
                return;
            }
        }
    }

    private Optional<String> anyToken(Context ctx, InstanceService service) {
        String id = service.definition().id();
        try {
            return BearerToken.of(ctx).or(() -> SessionCookie.of(ctx, id)).map(token -> subject(id, token));
        } catch (FatbuildrException provesNothing) {
            return Optional.empty();
        }
    }

    /** An unknown instance has no key, which is told before anything else about it. */
    private String subject(String id, String token) {
        return engine.instances().stream()
                .filter(service -> service.definition().id().equals(id))
                .findFirst()
                .orElseThrow(() -> FatbuildrException.notFound(
                        "unable to authenticate with JWT token against " + id + " instance"))
                .tokens()
                .subject(token);
    }
}
