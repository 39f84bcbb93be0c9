package fatbuildr.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits command text into words as a POSIX shell would, without expanding anything: quotes, backslashes, and an
 * unquoted {@code &&} between commands. A template expression is never split, nor is a whole <code>{% if %} … {%
 * endif %}</code> region.
 */
public final class CommandSplitter {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int blocks;
    private int at;

    private CommandSplitter(String text) {
        this.text = text;
    }

    /** One command. */
    static CommandTemplate command(String text) {
        List<CommandTemplate> commands = commands(text);
        if (commands.size() != 1) {
            throw new IllegalArgumentException("one command is expected, not several joined by &&");
        }
        return commands.getFirst();
    }

    static List<CommandTemplate> commands(String text) {
        CommandSplitter splitter = new CommandSplitter(text);
        splitter.split();
        splitter.endCommand();
        return splitter.commands.stream().map(CommandTemplate::new).toList();
    }

    /**
     * The words of a text that may be empty.
     *
     * @throws IllegalArgumentException with the reason
     */
    public static List<String> words(String text) {
        return text.isBlank() ? List.of() : command(text).words();
    }

    private void split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("{{", at) || text.startsWith("{%", at) || text.startsWith("{#", at)) {
                template();
            } else if (blocks > 0) {
                append(c);
            } else if (Character.isWhitespace(c)) {
                endWord();
                at++;
            } else if (text.startsWith("&&", at)) {
                endCommand();
                at += 2;
            } else if (c == '\'' || c == '"') {
                quoted(c);
            } else if (c == '\\') {
                if (++at == text.length()) {
                    throw new IllegalArgumentException("nothing after the last backslash");
                }
                append(text.charAt(at));
            } else {
                append(c);
            }
        }
        if (blocks > 0) {
            throw new IllegalArgumentException("a template block is not closed");
        }
    }

    private void append(char c) {
        word.append(c);
        inWord = true;
        at++;
    }

    private void template() {
        String close = switch (text.charAt(at + 1)) {
            case '{' -> "}}";
            case '%' -> "%}";
            default -> "#}";
        };
        int end = text.indexOf(close, at + 2);
        if (end < 0) {
            throw new IllegalArgumentException("a template expression is not closed");
        }
        String tag = text.substring(at, end + 2);
        if (close.equals("%}")) {
            String name = tag.substring(2).replaceFirst("^[-+\\s]+", "");
            if (name.startsWith("end")) {
                blocks = Math.max(0, blocks - 1);
            } else if (name.matches("(?s)(if|for|with|filter|macro|call|raw|autoescape)\\b.*")) {
                blocks++;
            }
        }
        word.append(tag);
        inWord = true;
        at = end + 2;
    }

    private void quoted(char quote) {
        inWord = true;
        for (at++; at < text.length(); ) {
            char c = text.charAt(at);
            if (text.startsWith("{{", at) || text.startsWith("{%", at)) {
                template();
            } else if (c == quote) {
                at++;
                return;
            } else if (c == '\\'
                    && quote == '"'
                    && at + 1 < text.length()
                    && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                append(text.charAt(at));
            } else {
                append(c);
            }
        }
        throw new IllegalArgumentException("a quote is not closed");
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is empty");
        }
        commands.add(words);
        words = new ArrayList<>();
    }
}
