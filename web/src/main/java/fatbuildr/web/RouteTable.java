package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import fatbuildr.error.FatbuildrException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** All routes in the order they are tried: the first that fits a path wins. */
final class RouteTable {
    private static final String ANSWER = "fatbuildr.answer";
    private static final String UPGRADE = "fatbuildr.upgrade";
    private static final String OF_INSTANCE = "fatbuildr.of-instance";

    private final List<Route> routes;
    private final List<Pattern> patterns;
    private final String prefix;
    private final Function<Context, InstanceService> instance;
    private final Access access;
    private final ConsoleRoute console;

    /** @param prefix path of an instance, empty when there is only one */
    RouteTable(
            List<Route> routes,
            String prefix,
            Function<Context, InstanceService> instance,
            Access access,
            ConsoleRoute console) {
        this.console = console;
        this.routes = List.copyOf(routes);
        this.prefix = prefix;
        this.instance = instance;
        this.access = access;
        this.patterns = routes.stream().map(route -> pattern(path(route))).toList();
    }

    List<Route> routes() {
        return routes;
    }

    String path(Route route) {
        return route.ofInstance() ? prefix + route.path() : route.path();
    }

    void register(RoutesConfig config) {
        console.register(config, prefix + ConsoleRoute.PATH);
        for (Route route : routes) {
            register(config, route.method(), path(route), handler(route));
            if (route.answer() == Answer.HTML
                    && path(route).length() > 1
                    && path(route).endsWith("/")) {
                String bare = path(route).substring(0, path(route).length() - 1);
                register(config, route.method(), bare, RouteTable::addSlash);
            }
        }
    }

    private static void register(RoutesConfig config, HandlerType method, String path, Handler handler) {
        config.addHttpHandler(method, path, handler);
        if (method.equals(HandlerType.GET)) {
            config.addHttpHandler(HandlerType.HEAD, path, handler);
        }
    }

    private Handler handler(Route route) {
        return ctx -> {
            ctx.attribute(ANSWER, route.answer());
            ctx.attribute(OF_INSTANCE, route.ofInstance());
            try {
                RequestFigures.route(ctx, path(route));
                if (route.ofInstance() || route.action() == Action.PUBLIC) {
                    access.admit(ctx, route.action());
                } else {
                    access.admitToServer(ctx, route.action());
                }
                route.work().handle(ctx, instance);
            } catch (Error error) {
                // Left alone it would end the thread without any answer.
                throw new IllegalStateException(error);
            }
        };
    }

    /** Notes that the request asks for a WebSocket: a refusal is JSON, as of other routes for programs. */
    static void answerUpgrade(Context ctx) {
        ctx.attribute(ANSWER, Answer.JSON);
        ctx.attribute(UPGRADE, true);
    }

    static boolean isUpgrade(Context ctx) {
        return Boolean.TRUE.equals(ctx.attribute(UPGRADE));
    }

    /** The form of the answers to this request; a path that fits no route is answered with a page. */
    static Answer answer(Context ctx) {
        Answer answer = ctx.attribute(ANSWER);
        return answer == null ? Answer.HTML : answer;
    }

    /** Notes another form of the answer than the route's: that of the client who asks. */
    static void answer(Context ctx, Answer answer) {
        ctx.attribute(ANSWER, answer);
    }

    /** The instance that the matched route is of, if there is such. */
    Optional<InstanceService> instance(Context ctx) {
        if (!Boolean.TRUE.equals(ctx.attribute(OF_INSTANCE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(instance.apply(ctx));
        } catch (FatbuildrException unknown) {
            return Optional.empty();
        }
    }

    /** Methods of the routes that fit a path, empty when none does; notes the form of the answer. */
    Set<String> methods(Context ctx, String path) {
        Set<String> methods = new TreeSet<>();
        for (int i = 0; i < routes.size(); i++) {
            if (!patterns.get(i).matcher(path).matches()) {
                continue;
            }
            if (methods.isEmpty()) {
                ctx.attribute(ANSWER, routes.get(i).answer());
                methods.add("OPTIONS");
            }
            String method = routes.get(i).method().name();
            methods.add(method);
            if (method.equals("GET")) {
                methods.add("HEAD");
            }
        }
        return methods;
    }

    private static void addSlash(Context ctx) {
        String query = ctx.req().getQueryString();
        ctx.header(
                "Location",
                ExternalAddress.of(ctx).url(VirtualHost.path(ctx)) + "/" + (query == null ? "" : "?" + query));
        ctx.status(308);
    }

    private static Pattern pattern(String path) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < path.length()) {
            char opening = path.charAt(at);
            if (opening == '{' || opening == '<') {
                regex.append(opening == '{' ? "[^/]+" : ".+");
                at = path.indexOf(opening == '{' ? '}' : '>', at) + 1;
            } else {
                regex.append(Pattern.quote(String.valueOf(opening)));
                at++;
            }
        }
        return Pattern.compile(regex.toString());
    }
}
