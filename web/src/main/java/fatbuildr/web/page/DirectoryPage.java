package fatbuildr.web.page;

import fatbuildr.web.file.DirectoryEntry;
import java.util.List;

/** The listing of a published directory (http-api.md section 9.3). */
public final class DirectoryPage {
    private DirectoryPage() {}

    /**
     * @param segments of the directory below its instance
     * @param endsWithSlash whether the page's address does, on which relative links depend
     */
    public static String render(
            Layout layout,
            String instance,
            List<String> segments,
            boolean endsWithSlash,
            List<DirectoryEntry> entries) {
        String heading = String.join("/", segments) + "/ content";
        String here = endsWithSlash ? "" : Html.segment(segments.getLast()) + "/";
        StringBuilder content = new StringBuilder("<h1>" + Html.escape(heading) + "</h1>\n<table>\n"
                + "<tr><th>Filename</th><th>Size</th><th>Last modification</th></tr>\n");
        if (segments.size() > 1) {
            content.append("<tr><td>")
                    .append(Html.link(endsWithSlash ? ".." : ".", ".."))
                    .append("</td><td></td><td></td></tr>\n");
        }
        for (DirectoryEntry entry : entries) {
            content.append("<tr><td>")
                    .append(Html.link(here + Html.segment(entry.name()), entry.name() + (entry.directory() ? "/" : "")))
                    .append("</td><td class=\"size\">")
                    .append(entry.directory() ? "" : Sizes.readable(entry.size()))
                    .append("</td><td>")
                    .append(Dates.local(entry.modified()))
                    .append("</td></tr>\n");
        }
        return layout.page(
                instance + " > " + heading, content.append("</table>\n").toString());
    }
}
