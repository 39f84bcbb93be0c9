/**
 * Pages for people: values made fit for templates, the templates of vendor and site, and task output as HTML. Knows
 * nothing of HTTP. Links are relative, so that pages work behind a proxy that adds a prefix.
 */
@NullMarked
package fatbuildr.web.page;

import org.jspecify.annotations.NullMarked;
