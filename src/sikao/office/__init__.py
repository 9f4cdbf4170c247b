"""The working office: one application per capability, above the library and below the doors."""
