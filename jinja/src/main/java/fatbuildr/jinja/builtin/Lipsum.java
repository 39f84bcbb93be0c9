package fatbuildr.jinja.builtin;

import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.HostFunction;
import fatbuildr.jinja.value.TextBuilder;
import fatbuildr.jinja.value.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Paragraphs of Latin that mean nothing, to look at a layout with. Each rendering has others. */
final class Lipsum {
    private static final List<String> WORDS = List.of("""
            ad adipiscing aliqua aliquip amet anim aute cillum commodo consectetur consequat culpa cupidatat deserunt do
            dolor dolore duis ea eiusmod elit enim esse est et eu ex excepteur exercitation fugiat id in incididunt ipsum
            irure labore laboris laborum lorem magna minim mollit nisi non nostrud nulla occaecat officia pariatur
            proident qui quis reprehenderit sed sint sit sunt tempor ullamco ut velit veniam voluptate
            """.split("\\s+"));

    private Lipsum() {}

    static Map<String, HostFunction> functions() {
        return new Registry()
                .add("lipsum", Lipsum::paragraphs, "n", "html", "min", "max")
                .functions();
    }

    private static Value paragraphs(Bound a) {
        boolean html = a.flag(1, true);
        int min = a.integer(2, 20);
        int max = a.integer(3, 100);
        if (min >= max) {
            throw new EvaluationException("lipsum() needs a min below its max");
        }
        TextBuilder out = new TextBuilder(a.rendering().meter());
        for (int left = a.integer(0, 5); left > 0; left--) {
            out.append(html ? "<p>" : "");
            paragraph(out, ThreadLocalRandom.current().nextInt(min, max));
            out.append(html ? "</p>" : "").append(left == 1 ? "" : html ? "\n" : "\n\n");
        }
        return html ? Value.markup(out.toString()) : Value.of(out.toString());
    }

    /** Sentences of up to twelve words, with a comma now and then. */
    private static void paragraph(TextBuilder out, int words) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int start = 0;
        int end = 0;
        String last = "";
        for (int i = 0; i < words; i++) {
            if (i == end) {
                start = i;
                end = Math.min(words, i + random.nextInt(4, 13));
            }
            String word = WORDS.get(random.nextInt(WORDS.size()));
            word = word.equals(last) ? "et" : word;
            last = word;
            out.append(i == 0 ? "" : " ").append(i == start ? Casing.capitalize(word) : word);
            boolean comma = i - start > 2 && end - i > 3 && random.nextInt(6) == 0;
            out.append(comma ? "," : i == end - 1 && end < words ? "." : "");
        }
        out.append(".");
    }
}
