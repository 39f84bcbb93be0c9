/** The proxies that this machine reaches other ones through. Connects to nothing: clients ask which one to take. */
@NullMarked
package fatbuildr.proxy;

import org.jspecify.annotations.NullMarked;
