/**
 * The relational store: schema, rows, transactions.
 */
@NullMarked
package fatbuildr.engine.store;

import org.jspecify.annotations.NullMarked;
