"""German: what Help says."""

from __future__ import annotations

from companion.words.help import Topic

TITLE = "Hilfe: {screen}"
PARTS = "Was du siehst"
KEYS = "Tasten auf dieser Seite"
KEYS_EVERYWHERE = "Tasten überall"
BACK = "Zurück"
CARDS = "Erste Karten"
TOO_MUCH = "Wenn es zu viel ist"

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Tab", "geht zum nächsten Knopf. Umschalt und Tab gehen zurück."),
    ("Leertaste", "drückt den Knopf. Die Eingabetaste auch."),
    ("Esc", "beendet das Sprechen. Wenn nichts gesprochen wird, geht es zurück."),
    ("F1", "öffnet diese Hilfe."),
    ("Bild auf und Bild ab", "bewegen die Seite."),
    ("Strg und +", "macht die Schrift größer. Strg und - macht sie kleiner."),
    ("Strg und Q", "beendet die App. Im Gespräch und im Spiegel drück es zweimal."),
    ("Strg und Q, zweimal", "beendet alles sofort: Kamera, Sprechen und Fenster. Dein Tagebuch bleibt."),
)
LETTERS = (
    "Ein Buchstabe auf einem Knopf ist auch eine Taste. Wenn du schreibst, tun die Buchstaben nichts. "
    "Du kannst sie in den Einstellungen ausschalten."
)
LETTERS_OFF = "Buchstaben sind jetzt keine Tasten. Du kannst sie in den Einstellungen einschalten."
LETTERS_AND_NUMBERS = "Buchstaben und Zahlen"

TOPICS: dict[str, Topic] = {
    "home": Topic(
        "Start",
        ("Hier fängst du an. Wähle, was du tun möchtest.",),
        (
            ("Gespräch", "Du schaust eine Person an. Ich zeige ein Wort für das Gesicht."),
            ("Spiegel", "Du sagst, was du fühlst. Dann siehst du meine Vermutung."),
            ("Rückblick", "Du schaust zurück auf deine Gespräche und Notizen."),
            ("Einstellungen", "Du änderst Farben, Schrift, Sprache, Sprechen und Tasten."),
            ("Foto, Video oder Ordner öffnen", "Ich lese Gesichter in deinen Dateien. Dafür brauchst du keine Kamera."),
            ("Teil vom Bildschirm wählen", "Ich lese ein Gesicht in einem Video-Anruf auf deinem Bildschirm."),
        ),
        (
            ("T", "öffnet das Gespräch."),
            ("M", "öffnet den Spiegel."),
            ("H", "öffnet den Rückblick."),
            ("S", "öffnet die Einstellungen."),
            ("V", "öffnet ein Foto oder ein Video."),
            ("F", "öffnet einen Ordner mit Bildern."),
            ("C", "wählt die Kamera."),
            ("P", "wählt einen Teil vom Bildschirm."),
            ("?", "öffnet diese Hilfe."),
        ),
    ),
    "talk": Topic(
        "Gespräch",
        (
            "Ich schaue auf ein Gesicht und zeige ein Wort dafür. Das Wort kann falsch sein.",
            "Ein Gesicht ist kein Gefühl. Du kannst die Person immer fragen.",
            "Das Gespräch läuft weiter, während du das liest, wenn es nicht pausiert ist.",
        ),
        (
            (
                "Bild",
                "Was Kamera, Bildschirm, Foto oder Video zeigt. "
                "Der dicke Rahmen ist um das Gesicht, auf das ich schaue.",
            ),
            ("Wort", "Wie das Gesicht auf mich wirkt. Das gezeichnete Gesicht zeigt denselben Ausdruck."),
            ("Zeilen unter dem Wort", "Was der Ausdruck oft hat, was er noch heißen kann und was du fragen kannst."),
            (
                "„Nicht sicher“",
                "Ich weiß es nicht. Wenn ich messen kann, warum, steht es darunter, mit dem, was vielleicht hilft.",
            ),
            ("Kleine Zeile unter dem Bild", "Sie sagt, wie das Licht ist und auf welche Person ich schaue."),
            ("Kleines Fenster", "Es zeigt das Wort und was es noch sein kann. Es bleibt vorn, neben einem Anruf."),
        ),
        (
            (
                "P",
                "pausiert oder macht weiter. Solange es pausiert ist, ist eine Kamera aus. Am Ende von einem Foto "
                "oder Video drück es, dann schaue ich noch einmal.",
            ),
            ("S", "sagt das Wort laut."),
            ("D", "zeigt die Details. Noch einmal drücken zeigt das Bild."),
            ("C", "Du schreibst auf, was die Person wirklich gesagt hat."),
            ("N", "nimmt die nächste Person, wenn es mehr Gesichter gibt."),
            ("W", "öffnet das kleine Fenster. Drück noch einmal, dann ist das große wieder da."),
            ("E", "beendet das Gespräch."),
        ),
    ),
    "consent": Topic(
        "Bevor du anfängst",
        (
            "Ich frage das vor jedem Gespräch mit einer Kamera oder mit dem Bildschirm.",
            "Die andere Person soll von der App wissen und einverstanden sein.",
            "Wenn du Nein sagst, beginnt das Gespräch nicht, und nichts wird behalten.",
        ),
        (("Karte", "Ein Text für die andere Person. Du kannst ihn groß zeigen, oder ich lese ihn vor."),),
        (
            ("Y", "heißt: Ja, die Person ist einverstanden."),
            ("N", "heißt: Nein."),
            ("C", "zeigt die Karte."),
        ),
    ),
    "card": Topic(
        "Die Karte",
        ("Du kannst diesen Text der anderen Person zeigen. Ich kann ihn auch vorlesen.",),
        (),
        (("S", "liest vor. Esc beendet das."), ("B", "geht zurück zur Frage.")),
    ),
    "mirror": Topic(
        "Spiegel",
        (
            "Zuerst sagst du, was du fühlst. Danach zeige ich meine Vermutung.",
            "Deine Antwort zählt. Meine Vermutung kann falsch sein. „Ich weiß nicht“ ist auch eine gute Antwort.",
        ),
        (
            ("Bild", "Was die Kamera zeigt. Du kannst auch ohne Kamera antworten."),
            ("Wort", "Du wählst ein Wort aus einer Liste."),
            ("Körper", "Du wählst, was du in deinem Körper spürst. Ich zeige Wörter, die dazu gehören können."),
            ("Karte", "Du setzt einen Punkt auf eine Karte: ruhig oder lebhaft, angenehm oder unangenehm."),
            (
                "Ruhiges Gesicht",
                "Ich kann lernen, wie dein Gesicht in Ruhe ist. Dann passt meine Vermutung vielleicht besser.",
            ),
        ),
        ((LETTERS_AND_NUMBERS, "Jeder Knopf zeigt seine Taste."), ("Esc", "geht einen Schritt zurück.")),
    ),
    "history": Topic(
        "Rückblick",
        (
            "Hier schaust du zurück. Neben jedem Diagramm stehen seine Zahlen.",
            "Bei wenigen Tagen sage ich, dass es zu wenig Daten gibt.",
        ),
        (
            (
                "Kalender",
                "Die Tage, an denen du ein Gespräch oder den Spiegel geöffnet hast. Öffne einen Tag, um mehr zu sehen.",
            ),
            (
                "Ein Eintrag",
                "Was gesehen wurde, vom Anfang bis zum Ende. Du kannst Notiz und Stichwörter schreiben, oder eine "
                "Antwort löschen.",
            ),
            ("Diagramme", "Wie lange jedes Wort gelesen wurde, und deine eigenen Wörter über die Wochen."),
            ("Deine Daten", "Du kannst alles in einer Datei speichern. Du kannst auch alles löschen."),
        ),
        (
            ("B", "geht zurück."),
            ("F", "ändert, was gezeigt wird: Zeit, Art, Stichwort."),
            ("O", "öffnet den gewählten Eintrag."),
            ("E", "zeigt im Kalender einen früheren Monat."),
            ("L", "zeigt im Kalender einen späteren Monat."),
            ("S", "speichert Notiz und Stichwörter vom offenen Eintrag."),
            ("U", "nimmt das letzte Speichern zurück."),
            ("D", "löscht den offenen Eintrag sofort. Z holt ihn zurück."),
            ("Z", "holt zurück, was du gelöscht hast. Du hast dafür 10 Sekunden."),
            ("P", "speichert die Übersicht als PDF."),
            (
                "Pfeiltasten",
                "gehen durch Kalender und Tabellen. In Tabellen zeigen links und rechts, was nicht hineinpasst.",
            ),
            ("Bild auf und Bild ab", "gehen im Kalender einen Monat zurück oder weiter."),
        ),
    ),
    "settings": Topic(
        "Einstellungen",
        ("Jede Wahl gilt sofort. Du kannst alles wieder so machen, wie es war.",),
        (
            ("Aussehen", "Farben, Schrift und Sprache."),
            ("Kamera", "Wie das Bild gezeigt wird."),
            ("Wie ich Gesichter lese", "Welches Netzwerk das Wort vermutet."),
            ("Tasten", "Buchstaben als Tasten, an oder aus."),
            ("Sprechen", "Wann, wie laut und wie schnell ich spreche."),
        ),
        (
            ("Pfeiltasten", "gehen von Wert zu Wert. Die Leertaste wählt."),
            ("H", "Du hörst die Stimme."),
            ("B", "geht zurück."),
        ),
    ),
    "camera": Topic(
        "Kamera wählen",
        ("Du siehst, was jede Kamera zeigt. Nichts wird behalten.",),
        (("Liste", "Die Kameras, die ich finde. Wähle eine mit den Pfeiltasten."),),
        (
            ("U", "benutzt diese Kamera."),
            ("L", "sucht noch einmal nach Kameras."),
            ("V", "öffnet ein Foto oder ein Video, wenn ich keine Kamera finde."),
            ("F", "öffnet einen Ordner mit Bildern, wenn ich keine Kamera finde."),
            ("B", "geht zurück."),
        ),
    ),
    "region": Topic(
        "Teil vom Bildschirm wählen",
        ("Das ist für deine eigenen privaten Video-Anrufe. Ich lese nur den Teil, den du wählst.",),
        (("Bild vom Bildschirm", "Der Rahmen zeigt den Teil. Zieh ihn mit der Maus, oder nimm die Pfeiltasten."),),
        (
            ("Pfeiltasten", "bewegen den Rahmen. Mit Umschalt ändern sie seine Größe."),
            ("U", "benutzt diesen Teil."),
            ("T", "macht ein neues Bild vom Bildschirm."),
            ("B", "geht zurück."),
        ),
    ),
    "first_run": Topic(
        "Die ersten Karten",
        ("Drei kurze Karten sagen, was Companion ist. Du kannst sie auslassen. Hier in der Hilfe sind sie wieder.",),
        (),
        (
            ("N", "geht zur nächsten Karte."),
            ("B", "geht eine Karte zurück."),
            ("S", "lässt die Karten aus."),
            ("H", "Du hörst die Stimme, auf der letzten Karte."),
            ("D", "beendet die Karten, auf der letzten Karte."),
        ),
    ),
}

MUCH_TITLE = "Wenn es zu viel ist"
MUCH_LINE = "Du kannst jederzeit aufhören. Schau weg vom Bildschirm und atme langsam."
TRUST_TITLE = "Jemand, dem du vertraust"
TRUST_LINE = (
    "Sag es Freunden, deiner Familie oder einer Person, die dir hilft. Du kannst sagen: Das ist mir gerade zu viel."
)
CONTACT_LABEL = "Wen du anrufen kannst: ein Name und eine Nummer"
CONTACT_LINE = "Es bleibt auf diesem Computer. Nur diese Seite zeigt es."
CONTACT_LONG = "Mehr passt hier nicht hinein. Bitte schreib weniger."
CONTACT_KEEP = "Behalten"
CONTACT_KEPT = "Ich behalte es."
CONTACT_GONE = "Ich behalte jetzt keinen Namen."
DANGER_TITLE = "Wenn du in Gefahr bist"
DANGER_LINE = (
    "Ruf die Notrufnummer von deinem Land an. In der Europäischen Union und in der Schweiz ist es 112."
    " In den USA und in Kanada ist es 911. Im Vereinigten Königreich ist es 999."
)
MUCH_CLOSE = "Du kannst auch die App schließen. Dein Tagebuch bleibt."
NOT_FROM_FACES = "Ich öffne diese Seite nie von allein, auch nicht wegen eines Gesichts. Nur du öffnest sie."
