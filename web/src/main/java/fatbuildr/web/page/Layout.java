package fatbuildr.web.page;

/**
 * What all pages share.
 *
 * @param version of the program, shown at the foot
 * @param path of the page, from which links to other pages are reckoned
 */
public record Layout(String version, String path) {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1c2430;background:#fff}
            header,main,footer{max-width:64rem;margin:auto;padding:.75rem 1.25rem}
            header a{font-weight:600;text-decoration:none}
            h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:1.5rem}
            a{color:#0b57a4}li{margin:.15rem 0}
            table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1.5rem .2rem 0}
            td.size{text-align:right;font-variant-numeric:tabular-nums}
            pre{background:#f4f6f8;padding:1rem;overflow:auto;white-space:pre-wrap;font-size:.85rem}
            .failed{color:#b3261e}.success{color:#1b6e3c}.aside{color:#5b6675}
            footer{color:#5b6675;font-size:.85rem}
            @media(prefers-color-scheme:dark){body{background:#12161c;color:#e4e8ee}a{color:#7db7f0}
            pre{background:#1c222b}.failed{color:#ff8a80}.success{color:#7ed69e}.aside,footer{color:#9aa5b4}}
            """;

    /** The way from the page to the top of the site. */
    String top() {
        int slashes = (int) path.chars().filter(character -> character == '/').count();
        return slashes <= 1 ? "./" : "../".repeat(slashes - 1);
    }

    String page(String title, String content) {
        return head(title) + content + foot();
    }

    String head(String title) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width,initial-scale=1">
                <title>Fatbuildr: %s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>%s</header>
                <main>
                """.formatted(Html.escape(title), STYLE, Html.link(top(), "Fatbuildr"));
    }

    String foot() {
        return """
                </main>
                <footer>Fatbuildr v%s</footer>
                </body>
                </html>
                """.formatted(Html.escape(version));
    }
}
