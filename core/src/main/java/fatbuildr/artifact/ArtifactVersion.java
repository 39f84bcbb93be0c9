package fatbuildr.artifact;

import fatbuildr.jinja.value.HostObject;
import fatbuildr.jinja.value.Value;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code MAIN-RELEASE[.TAG][+buildN]} (artifact-definition.md section 2.6), and what templates see as {@code version}.
 *
 * @param dist tag of the distribution
 * @param build rebuild counter
 */
public record ArtifactVersion(String main, String release, Optional<String> dist, OptionalInt build)
        implements HostObject {
    private static final Pattern BUILD = Pattern.compile("(?<rest>.*)\\+build(?<number>[0-9]{1,9})", Pattern.DOTALL);

    /** What is about to be built, before any counter. */
    public static ArtifactVersion of(String main, String release, Optional<String> tag) {
        return new ArtifactVersion(main, release, tag, OptionalInt.empty());
    }

    /**
     * Reads a published version. Only the tag of the distribution is taken for one, so that a release with dots stays
     * whole.
     */
    public static ArtifactVersion parse(String published, String tag) {
        int dash = published.lastIndexOf('-');
        String main = dash < 0 ? published : published.substring(0, dash);
        String rest = dash < 0 ? "" : published.substring(dash + 1);
        OptionalInt build = OptionalInt.empty();
        Matcher counter = BUILD.matcher(rest);
        if (counter.matches()) {
            build = OptionalInt.of(Integer.parseInt(counter.group("number")));
            rest = counter.group("rest");
        }
        String suffix = "." + tag;
        if (rest.endsWith(suffix)) {
            return new ArtifactVersion(
                    main, rest.substring(0, rest.length() - suffix.length()), Optional.of(tag), build);
        }
        return new ArtifactVersion(main, rest, Optional.empty(), build);
    }

    /** This version with the counter it needs when {@code published} is out already (build.md section 3.2). */
    public ArtifactVersion after(ArtifactVersion published) {
        if (!main.equals(published.main) || !release.equals(published.release) || !dist.equals(published.dist)) {
            return this;
        }
        return new ArtifactVersion(main, release, dist, OptionalInt.of(published.build.orElse(-1) + 1));
    }

    public String fullrelease() {
        return release + dist.map(tag -> "." + tag).orElse("") + (build.isPresent() ? "+build" + build.getAsInt() : "");
    }

    public String full() {
        return main + "-" + fullrelease();
    }

    /** The first component of the main version. */
    public String major() {
        return main.substring(0, main.indexOf('.') < 0 ? main.length() : main.indexOf('.'));
    }

    @Override
    public Optional<Value> attribute(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "main" -> Value.of(main);
                    case "release" -> Value.of(release);
                    case "dist" -> dist.map(Value::of).orElseGet(Value::none);
                    case "build" -> Value.of(build.orElse(-1));
                    case "major" ->
                        major().matches("[0-9]{1,18}") ? Value.of(Long.parseLong(major())) : Value.of(major());
                    case "full" -> Value.of(full());
                    case "fullrelease" -> Value.of(fullrelease());
                    default -> null;
                });
    }

    @Override
    public String text() {
        return full();
    }

    @Override
    public String typeName() {
        return "version";
    }

    @Override
    public String toString() {
        return full();
    }
}
