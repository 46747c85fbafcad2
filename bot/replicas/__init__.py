"""Several bots on one database: which of them live, which one leads, and who serves which chat."""
