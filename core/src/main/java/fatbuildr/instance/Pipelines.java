package fatbuildr.instance;

import fatbuildr.error.FatbuildrException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an instance builds: formats, their distributions, and derivatives, all in file order (config.md section 2.3).
 * Parents of derivatives are known and free of cycles: the loader refuses others.
 *
 * @param distributions format to its distributions; names are unique across formats
 * @param derivatives declared ones, without {@code main}
 */
public record Pipelines(Map<String, List<Distribution>> distributions, Map<String, Derivative> derivatives) {
    public Pipelines {
        distributions = Collections.unmodifiableMap(new LinkedHashMap<>(distributions));
        derivatives = Collections.unmodifiableMap(new LinkedHashMap<>(derivatives));
    }

    public List<String> formats() {
        return List.copyOf(distributions.keySet());
    }

    public List<Distribution> distributions(String format) {
        List<Distribution> found = distributions.get(format);
        if (found == null) {
            throw unsupported("Format", format);
        }
        return found;
    }

    public Distribution distribution(String name) {
        return distributions.values().stream()
                .flatMap(List::stream)
                .filter(distribution -> distribution.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unsupported("Distribution", name));
    }

    /** The derivative and its ancestors, most specific first; the last is {@code main}. */
    public List<String> chain(String derivative) {
        List<String> chain = new ArrayList<>();
        String name = derivative;
        while (!name.equals(Derivative.MAIN)) {
            chain.add(name);
            name = declared(name).parent();
        }
        chain.add(Derivative.MAIN);
        return List.copyOf(chain);
    }

    /** Formats in which the derivative exists: what it and all its ancestors allow. */
    public List<String> formatsOf(String derivative) {
        List<String> formats = new ArrayList<>(formats());
        for (String name : chain(derivative)) {
            if (!name.equals(Derivative.MAIN)) {
                declared(name).formats().ifPresent(formats::retainAll);
            }
        }
        return List.copyOf(formats);
    }

    /** {@code main} first, then the declared derivatives that exist in the format. */
    public List<String> derivativesOf(String format) {
        List<String> names = new ArrayList<>(List.of(Derivative.MAIN));
        derivatives.keySet().stream()
                .filter(name -> formatsOf(name).contains(format))
                .forEach(names::add);
        return List.copyOf(names);
    }

    /** The name comes from a request. */
    private static FatbuildrException unsupported(String what, String name) {
        return FatbuildrException.notFound(what + " " + name.replaceAll("\\p{Cntrl}", "?") + " is not supported");
    }

    private Derivative declared(String name) {
        Derivative found = derivatives.get(name);
        if (found == null) {
            throw unsupported("Derivative", name);
        }
        return found;
    }
}
