/**
 * The contract of the HTTP interface: reads the description, cuts out what a server serves, and makes a page's values of
 * it. Knows nothing of how routes do their work.
 */
@NullMarked
package fatbuildr.web.contract;

import org.jspecify.annotations.NullMarked;
