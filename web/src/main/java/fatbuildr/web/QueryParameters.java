package fatbuildr.web;

import fatbuildr.error.FatbuildrException;
import io.javalin.http.Context;

/** Parameters of a request's query; what is wrong with one fails. */
final class QueryParameters {
    private QueryParameters() {}

    static String required(Context ctx, String name) {
        String value = ctx.queryParam(name);
        if (value == null || value.isEmpty()) {
            throw FatbuildrException.invalid("bad request: the query parameter " + name + " is missing");
        }
        return value;
    }

    static int number(Context ctx, String name, int otherwise, int least, int most) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, least, most, text);
        }
        throw wrong(name, least, most, text);
    }

    private static FatbuildrException wrong(String name, int least, int most, String text) {
        return FatbuildrException.invalid("bad request: the query parameter " + name + " must be a number from " + least
                + " to " + most + ", not " + text);
    }
}
