package fatbuildr.daemon.bus;

/** Who calls: the bus vouches for it. */
record Caller(String connection, int uid, String user) {}
