package fatbuildr.bench;

import java.util.Locale;

/** A measured figure, printed as metric, value and unit separated by tabs. */
record Figure(String metric, double value, String unit) {
    @Override
    public String toString() {
        return metric + "\t" + String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3f", value) + "\t" + unit;
    }
}
