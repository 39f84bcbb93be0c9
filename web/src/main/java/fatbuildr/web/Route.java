package fatbuildr.web;

import fatbuildr.engine.InstanceService;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.function.Function;

/**
 * One line of the route table. Paths of an instance's routes lack the instance's segment: how the instance is found
 * depends on the mode.
 *
 * @param path Javalin's notation: <code>{x}</code> is one segment or the rest of one, {@code <x>} is several
 */
record Route(HandlerType method, String path, boolean ofInstance, Action action, Answer answer, Work work) {
    /** Does a route's work; the instance is null for routes without one. */
    @FunctionalInterface
    interface Work {
        void handle(Context ctx, Function<Context, InstanceService> instance) throws Exception;
    }

    @FunctionalInterface
    interface InstanceWork {
        void handle(Context ctx, InstanceService instance) throws Exception;
    }

    static Route global(HandlerType method, String path, Answer answer, Handler handler) {
        return new Route(method, path, false, Action.PUBLIC, answer, (ctx, _) -> handler.handle(ctx));
    }

    static Route instance(HandlerType method, String path, Action action, Answer answer, InstanceWork work) {
        return new Route(method, path, true, action, answer, (ctx, instance) -> work.handle(ctx, instance.apply(ctx)));
    }

    static Route json(String path, Action action, InstanceWork work) {
        return instance(HandlerType.GET, path, action, Answer.JSON, work);
    }

    static Route page(String path, Action action, InstanceWork work) {
        return instance(HandlerType.GET, path, action, Answer.HTML, work);
    }

    static Route post(String path, Action action, InstanceWork work) {
        return instance(HandlerType.POST, path, action, Answer.JSON, work);
    }
}
