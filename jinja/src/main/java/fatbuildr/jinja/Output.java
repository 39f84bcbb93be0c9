package fatbuildr.jinja;

import fatbuildr.jinja.value.EvaluationException;
import fatbuildr.jinja.value.Meter;
import fatbuildr.jinja.value.TextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where a template writes. */
sealed interface Output {
    void write(String text);

    /** The caller's sink, up to the limit of output. */
    final class Sink implements Output {
        private final Appendable appendable;
        private final long limit;
        private long written;

        Sink(Appendable appendable, long limit) {
            this.appendable = appendable;
            this.limit = limit;
        }

        @Override
        public void write(String text) {
            written += text.length();
            if (written > limit) {
                throw new EvaluationException("template writes more than " + limit + " characters");
            }
            try {
                appendable.append(text);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Text kept for use as a value. */
    final class Capture implements Output {
        private final TextBuilder text;

        Capture(Meter meter) {
            this.text = new TextBuilder(meter);
        }

        @Override
        public void write(String piece) {
            text.append(piece);
        }

        String text() {
            return text.toString();
        }
    }

    /** The top level of a template, which falls silent once the template extends another. */
    final class TopLevel implements Output {
        private final Output target;
        private boolean silent;

        TopLevel(Output target) {
            this.target = target;
        }

        Output target() {
            return target;
        }

        boolean isSilent() {
            return silent;
        }

        void silence() {
            silent = true;
        }

        @Override
        public void write(String text) {
            if (!silent) {
                target.write(text);
            }
        }
    }
}
