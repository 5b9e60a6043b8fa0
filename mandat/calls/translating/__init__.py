"""The words of a call in other languages, each text beside its original."""
