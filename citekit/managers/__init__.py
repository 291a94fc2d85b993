"""Reference managers on this machine (and Zotero's web library): each takes documents straight in. One file a
manager.
"""
