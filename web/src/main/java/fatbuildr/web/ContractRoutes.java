package fatbuildr.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fatbuildr.web.contract.Contract;
import fatbuildr.web.contract.ContractView;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The description of this very interface, for programs and for people. */
final class ContractRoutes {
    private static final String PUBLISHED_FILES = "/{path}";

    private final Supplier<List<Route>> routes;
    private final Optional<String> only;
    private final PageMaker pages;
    private final String version;
    private final Supplier<Contract> contract = new Once<>(Contract::load);

    /** @param routes all routes of the server, asked for when it runs */
    ContractRoutes(Supplier<List<Route>> routes, Optional<String> only, PageMaker pages, String version) {
        this.routes = routes;
        this.only = only;
        this.pages = pages;
        this.version = version;
    }

    List<Route> routes() {
        return List.of(
                Route.global(HandlerType.GET, "/openapi.json", Answer.JSON, this::document),
                Route.global(HandlerType.GET, "/api/", Answer.HTML, this::page));
    }

    /** A route in the contract's words. */
    static Contract.Operation operation(Route route) {
        String path = route.path().replace("<path>", "{path}");
        boolean ofInstance = route.ofInstance() || path.equals(PUBLISHED_FILES);
        return new Contract.Operation(route.method().name(), ofInstance ? Contract.INSTANCE + path : path);
    }

    private void document(Context ctx) {
        ObjectNode document = served(ctx);
        ArrayNode servers = document.putArray("servers");
        servers.addObject().put("url", ExternalAddress.of(ctx).url(""));
        ctx.header("Cache-Control", "no-cache");
        Replies.json(ctx, document);
    }

    private void page(Context ctx) {
        ContractView view = new ContractView(served(ctx));
        PageMaker.send(
                ctx,
                pages.page(ctx, "api")
                        .step("HTTP interface", null)
                        .put("subjects", view.subjects())
                        .put("schemas", view.schemas())
                        .put("json", "../openapi.json"));
    }

    private ObjectNode served(Context ctx) {
        Set<Contract.Operation> operations = new TreeSet<>();
        routes.get().forEach(route -> operations.add(operation(route)));
        boolean alone = LoginRoutes.alone(ctx, only).isPresent();
        return contract.get().of(operations, alone, version);
    }
}
