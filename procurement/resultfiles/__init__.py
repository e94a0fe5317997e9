"""Result files and folders of them, read, checked, told of and handed out; no database, server or network."""
