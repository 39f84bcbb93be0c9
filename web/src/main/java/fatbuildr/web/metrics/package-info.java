/**
 * Figures for monitoring, in the text format of Prometheus: of tasks, requests and the process. The one package that
 * knows the library they are counted with; knows nothing of routes.
 */
@NullMarked
package fatbuildr.web.metrics;

import org.jspecify.annotations.NullMarked;
