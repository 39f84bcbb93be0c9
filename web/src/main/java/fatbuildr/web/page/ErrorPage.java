package fatbuildr.web.page;

/** Says why a page cannot be shown. */
public final class ErrorPage {
    private ErrorPage() {}

    public static String render(Layout layout, int status, String message) {
        String text = message.contains("(" + status + ")") ? message : message + " (" + status + ")";
        return layout.page("Error: " + message, "<h1>Error</h1>\n<p>" + Html.escape(text) + "</p>\n");
    }
}
