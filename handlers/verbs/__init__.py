"""The verbs of /heed, by what they are about; commands.VERBS names them all."""
