"""The journal on screen: who did what, in words. Names are asked for while somebody reads."""
