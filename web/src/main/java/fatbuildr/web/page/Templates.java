package fatbuildr.web.page;

import fatbuildr.jinja.Environment;
import fatbuildr.jinja.TemplateException;
import fatbuildr.jinja.TemplateLoader;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.Limits;
import fatbuildr.jinja.value.NoneValue;
import fatbuildr.jinja.value.Numbers;
import fatbuildr.jinja.value.UndefinedValue;
import fatbuildr.jinja.value.Value;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates of the pages: a site's file stands in for the vendor's of the same relative name (http-api.md section 1).
 * A site's file reaches the one it replaces as {@code vendor/NAME}, to change a part of it only.
 */
final class Templates {
    private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
    private static final String VENDOR = "vendor/";
    /** Templates are the administrator's, so the limits only stop mistakes; lists of packages are long. */
    private static final Limits LIMITS = new Limits(20_000_000, 64L << 20, 100, 1_000_000);

    private final TemplateFiles vendorFiles;
    private final TemplateFiles siteFiles;
    private final Environment site;
    private final Environment vendor;

    Templates(Path vendor, Path site) {
        this.vendorFiles = new TemplateFiles(vendor);
        this.siteFiles = new TemplateFiles(site);
        this.vendor = environment(this::vendorSource);
        this.site = environment(siteFiles.orElse(this::vendorSource));
    }

    private static Environment environment(TemplateLoader loader) {
        return Environment.builder()
                .autoescape(true)
                .trimBlocks(true)
                .lstripBlocks(true)
                .limits(LIMITS)
                .loader(loader)
                .filter("size", number(Sizes::readable))
                .filter("date", number(Dates::local))
                .filter("isodate", number(Dates::iso))
                .build();
    }

    private Optional<String> vendorSource(String name) {
        return vendorFiles.source(name.startsWith(VENDOR) ? name.substring(VENDOR.length()) : name);
    }

    /** Renders with the site's templates. */
    String render(String name, Map<String, ?> variables) {
        try {
            return site.load(name).render(variables);
        } catch (TemplateException broken) {
            throw broken(broken);
        }
    }

    /** Renders with the vendor's templates alone, for the page that says what is wrong with the site's. */
    String renderAsShipped(String name, Map<String, ?> variables) {
        return vendor.load(name).render(variables);
    }

    /** Visitors learn which template it is, the log names the file. */
    private BrokenTemplateException broken(TemplateException failure) {
        String message = String.valueOf(failure.getMessage());
        String name = message.substring(0, Math.max(message.indexOf(':'), 0));
        String rest = message.substring(name.length());
        Path file = siteFiles.has(name)
                ? siteFiles.file(name)
                : vendorFiles.file(name.startsWith(VENDOR) ? name.substring(VENDOR.length()) : name);
        LOG.error("a template of the pages cannot be used: {}{}", file, rest);
        return new BrokenTemplateException("the template " + message, failure);
    }

    private static HostFunction number(LongFunction<String> form) {
        return (arguments, rendering) -> {
            Value value = arguments.get(0);
            if (value instanceof UndefinedValue || value instanceof NoneValue) {
                return Value.of("");
            }
            BigInteger number = Numbers.integer(value);
            return number == null ? value : Value.of(form.apply(number.longValue()));
        };
    }
}
