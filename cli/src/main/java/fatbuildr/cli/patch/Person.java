package fatbuildr.cli.patch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who wrote a commit. */
public record Person(String name, String email) {
    static final Person UNKNOWN = new Person("Unknown Author", "unknown@email.com");
    private static final Pattern ADDRESS = Pattern.compile("(?<name>[^<>]*)<(?<email>[^<>\\s]*)>.*", Pattern.DOTALL);

    /** {@code Name <mail>}; what lacks one of them gets the unknown one. */
    static Person parse(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            return of(address.group("name"), address.group("email"));
        }
        String plain = text.replaceAll("[<>]", "").strip();
        return plain.matches("[^\\s@]+@[^\\s@]+") ? new Person(plain, plain) : of(plain, "");
    }

    /** Git refuses names that consist of punctuation alone. */
    private static Person of(String name, String email) {
        String shown = name.replaceAll("[\\s\"]+", " ").strip();
        return new Person(
                shown.chars().anyMatch(Character::isLetterOrDigit) ? shown : UNKNOWN.name(),
                email.isBlank() ? UNKNOWN.email() : email);
    }

    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}
