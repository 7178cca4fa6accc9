"""Every sentence that a person reads or hears, as data: one module, a room, for each screen or command.

Each word and state of a face has a brief form (`headline`: what is spoken) and a full form (`lines`: what stands under
it: cue, reason, other meaning, question). Literal mode is always on: no figures of speech, short sentences. Readers
import rooms, never names from them (`from companion.words import home as say`), so that `language` can change them.
A new language is a package beside `de` with the same rooms and names, and its code in `language.LANGUAGES`.
"""
