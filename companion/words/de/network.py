"""German: what the app says about its networks."""

NO_CARD = "{path} ist nicht da. Ohne sie geht das Netzwerk nicht. Bitte installiere Companion noch einmal."
CARD_NOT_JSON = "{path} ist beschädigt. Bitte installiere Companion noch einmal, oder exportiere das Netzwerk neu."
CARD_WRONG = "{path} ist keine Karte, die ich lesen kann (siehe: {what}). Bitte exportiere das Netzwerk neu."
NOT_FITTING = "{folder}: Die Karte passt nicht zu ihrem Netzwerk ({what}). Bitte exportiere das Netzwerk neu."
NO_OUTPUT = "kein Ausgang {name}"
ANSWERS = "{count} Antworten für {words} Wörter"
NO_NETWORK = "{path} kann nicht als Netzwerk geöffnet werden. Bitte installiere Companion noch einmal."
NO_RUNTIME = (
    "Ein Teil von Companion, der Gesichter liest, lässt sich nicht laden. Bitte installiere Companion noch einmal."
)
NO_RUNTIME_WINDOWS = (
    "Ein Teil von Companion, der Gesichter liest, lässt sich nicht laden. Bitte installiere „Visual C++ "
    "Redistributable“ von Microsoft (aka.ms/vc14/vc_redist.x64.exe). Dann starte Companion neu."
)
NONE_RELEASED = "In {folder} ist kein Netzwerk. Bitte trainiere eins und gib es frei."
NOT_RELEASED = "Es gibt kein Netzwerk mit dem Namen {name}. Es gibt: {names}."
NONE = "keins"
NO_STILL_FACE = (
    "Das Netzwerk {name} hat das Wort „neutral“ nicht. Darum ist seine Antwort nie klar. Es nennt zwei Wörter, oder es "
    "ist nicht sicher."
)
