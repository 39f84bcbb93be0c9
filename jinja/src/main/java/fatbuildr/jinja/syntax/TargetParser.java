package fatbuildr.jinja.syntax;

import fatbuildr.jinja.syntax.Statement.Target;
import fatbuildr.jinja.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses what assignments and loops assign to. */
final class TargetParser {
    private static final Set<String> RESERVED = Set.of("true", "false", "none", "True", "False", "None");

    private final TokenStream stream;

    TargetParser(TokenStream stream) {
        this.stream = stream;
    }

    /** A name, or several to unpack into. */
    Target target() {
        int line = stream.line();
        List<Target> targets = new ArrayList<>();
        boolean unpacked = false;
        while (targets.isEmpty() || !stream.current().isOperator(")")) {
            targets.add(one());
            if (!stream.skipOperator(",")) {
                break;
            }
            unpacked = true;
        }
        return unpacked ? new Target.Unpacked(line, List.copyOf(targets)) : targets.getFirst();
    }

    /** As {@link #target}, or the attribute of a namespace. */
    Target targetOrMember() {
        if (stream.current().is(Kind.NAME) && stream.ahead().isOperator(".")) {
            int line = stream.line();
            String namespace = stream.expectName();
            stream.expectOperator(".");
            return new Target.Member(line, namespace, stream.expectName());
        }
        return target();
    }

    private Target one() {
        if (stream.skipOperator("(")) {
            stream.enter();
            Target inner = target();
            stream.leave();
            stream.expectOperator(")");
            return inner;
        }
        if (!stream.current().is(Kind.NAME)) {
            throw stream.fail("can't assign to '" + stream.current().describe() + "'");
        }
        return variable();
    }

    /** The variables the target sets. */
    static List<String> names(Target target) {
        return switch (target) {
            case Target.Variable variable -> List.of(variable.name());
            case Target.Member _ -> List.of();
            case Target.Unpacked unpacked ->
                unpacked.targets().stream().flatMap(t -> names(t).stream()).toList();
        };
    }

    private Target variable() {
        return new Target.Variable(assignable());
    }

    String assignable() {
        if (stream.current().is(Kind.NAME) && RESERVED.contains(stream.current().text())) {
            throw stream.fail("can't assign to '" + stream.current().text() + "'");
        }
        return stream.expectName();
    }
}
