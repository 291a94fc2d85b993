"""Reference managers that documents can be sent to: programs on this machine, and Zotero's web library. One file a
manager.
"""
