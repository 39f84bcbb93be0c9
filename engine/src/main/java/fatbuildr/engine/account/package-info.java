/**
 * Accounts and groups of the machine, as its name service knows them.
 */
@NullMarked
package fatbuildr.engine.account;

import org.jspecify.annotations.NullMarked;
