package fatbuildr.registry.apt;

import fatbuildr.registry.deb.DebVersion;

/** What tells the stanzas of one index apart. */
record StanzaKey(String name, DebVersion version, String architecture) {}
