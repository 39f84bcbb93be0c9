package fatbuildr.jinja.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of a template that writes or does something. */
public sealed interface Statement {
    int line();

    record Text(int line, String text) implements Statement {}

    record Output(int line, Expression value) implements Statement {}

    record For(
            int line,
            Target target,
            Expression items,
            @Nullable Expression condition,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise)
            implements Statement {}

    record If(int line, List<Branch> branches, List<Statement> otherwise) implements Statement {}

    record Branch(Expression test, List<Statement> body) {}

    record Set(int line, Target target, Expression value) implements Statement {}

    record SetBlock(int line, Target target, @Nullable Expression filter, List<Statement> body) implements Statement {}

    record Macro(int line, String name, Signature signature, List<Statement> body) implements Statement {}

    record CallBlock(int line, Expression.Call call, Signature signature, List<Statement> body) implements Statement {}

    record FilterBlock(int line, Expression filter, List<Statement> body) implements Statement {}

    record Block(int line, String name, boolean scoped, boolean required, List<Statement> body) implements Statement {}

    record Extends(int line, Expression template) implements Statement {}

    record Include(int line, Expression template, boolean ignoreMissing, boolean withContext) implements Statement {}

    record Import(int line, Expression template, String target, boolean withContext) implements Statement {}

    record FromImport(int line, Expression template, List<Alias> names, boolean withContext) implements Statement {}

    record Alias(String name, String target) {}

    record With(int line, List<Binding> bindings, List<Statement> body) implements Statement {}

    record Binding(Target target, Expression value) {}

    record Autoescape(int line, Expression enabled, List<Statement> body) implements Statement {}

    /** What a macro or call block takes, and which of the special names its body asks for. */
    record Signature(List<Parameter> parameters, boolean varargs, boolean kwargs, boolean caller) {}

    record Parameter(String name, Optional<Expression> byDefault) {}

    /** What an assignment assigns to. */
    sealed interface Target {
        record Variable(String name) implements Target {}

        record Member(int line, String namespace, String attribute) implements Target {}

        record Unpacked(int line, List<Target> targets) implements Target {}
    }
}
