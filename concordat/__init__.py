"""Concordat: how a council's members and officers work together, agreed, practised, heard and mended."""
