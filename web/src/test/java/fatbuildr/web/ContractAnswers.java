package fatbuildr.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import fatbuildr.api.Json;
import fatbuildr.web.contract.Contract;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds answers against the contract. */
final class ContractAnswers {
    static final JsonNode DOCUMENT = Contract.load().document();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<JsonNode, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private ContractAnswers() {}

    static JsonNode operation(Contract.Operation operation) {
        return DOCUMENT.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : DOCUMENT.at(reference.substring(1));
    }

    /** The schema of the JSON answers with a status, when they are JSON. */
    static Optional<JsonNode> schema(Contract.Operation operation, int status) {
        JsonNode response = resolved(operation(operation).path("responses").path(String.valueOf(status)));
        JsonNode schema = response.path("content").path("application/json").path("schema");
        return schema.isMissingNode() ? Optional.empty() : Optional.of(schema);
    }

    static void assertFits(JsonNode schema, JsonNode value, String what) {
        assertThat(compiled(schema).validate(value))
                .as(what + " " + Json.text(value))
                .isEmpty();
    }

    private static Schema compiled(JsonNode schema) {
        return SCHEMAS.computeIfAbsent(schema, _ -> {
            ObjectNode whole = (ObjectNode) withDefinitions(schema);
            whole.set("$defs", withDefinitions(DOCUMENT.path("components").path("schemas")));
            return REGISTRY.getSchema(whole);
        });
    }

    /** References as a schema on its own has them. */
    private static JsonNode withDefinitions(JsonNode node) {
        return Json.parse(Json.text(node).replace("#/components/schemas/", "#/$defs/"));
    }
}
