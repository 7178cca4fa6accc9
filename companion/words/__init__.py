"""Every sentence that a person reads or hears, as data, in one room."""
