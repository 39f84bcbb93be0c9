package fatbuildr.web.page;

import java.util.List;
import java.util.Optional;

/**
 * The form to sign in with, or out when somebody is signed in.
 *
 * @param next where to go afterwards, empty for the instance
 * @param formToken proof for the form to sign out with
 * @param provider whether there is an OpenID provider to sign in with
 * @param problem why signing in failed, empty when it was not tried
 */
public record LoginPage(
        List<String> instances,
        String instance,
        String next,
        Optional<String> user,
        String formToken,
        boolean provider,
        String problem) {
    public LoginPage {
        instances = List.copyOf(instances);
    }

    public String render(Layout layout) {
        StringBuilder content = new StringBuilder("<h1>Sign in</h1>\n");
        if (!problem.isEmpty()) {
            content.append("<p class=\"failed\" role=\"alert\">")
                    .append(Html.escape(problem))
                    .append("</p>\n");
        }
        user.ifPresent(name -> content.append("<form method=\"post\" action=\"logout\"><p>Signed in as ")
                .append(Html.escape(name))
                .append(hidden("form_token", formToken))
                .append(" <button>Sign out</button></p></form>\n"));
        content.append("<form method=\"post\" action=\"login\">\n")
                .append(hidden("next", next))
                .append("<p><label>Instance <select name=\"instance\">");
        for (String id : instances) {
            content.append(id.equals(instance) ? "<option selected>" : "<option>")
                    .append(Html.escape(id))
                    .append("</option>");
        }
        content.append("</select></label></p>\n")
                .append("<p><label>Token <input type=\"password\" name=\"token\" required autocomplete=\"off\">")
                .append("</label></p>\n<p class=\"aside\">fatbuildrctl tokens list shows where yours is kept.</p>\n")
                .append("<p><button>Sign in</button></p>\n</form>\n");
        if (provider) {
            content.append("<form method=\"get\" action=\"login/oidc\">")
                    .append(hidden("next", next))
                    .append("<p><label>Instance <select name=\"instance\">");
            instances.forEach(
                    id -> content.append("<option>").append(Html.escape(id)).append("</option>"));
            content.append("</select></label> <button>Sign in with your account</button></p></form>\n");
        }
        return layout.page("sign in", content.toString());
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.escape(value) + "\">";
    }
}
