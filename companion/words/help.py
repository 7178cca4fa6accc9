"""What Help says: each screen with its parts and keys, and what to do if it is too much. Reading grade 6 or lower."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """The help for one screen.

    Attributes:
        title: what the screen is called.
        about: a few sentences on what it is for.
        parts: name and line of what can be seen there.
        keys: key and line of what can be pressed there.
    """

    title: str
    about: tuple[str, ...]
    parts: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


TITLE = "Help: {screen}"
PARTS = "What you see"
KEYS = "Keys on this screen"
KEYS_EVERYWHERE = "Keys everywhere"
BACK = "Back"
CARDS = "First cards"
TOO_MUCH = "If it is too much"

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Tab", "goes to the next button. Shift and Tab go back."),
    ("Space", "presses the button. Enter does too."),
    ("Esc", "stops speech. If nothing is said, it goes back."),
    ("F1", "opens this help."),
    ("Page Up and Page Down", "scroll the page."),
    ("Ctrl and +", "makes the text larger. Ctrl and - makes it smaller."),
    ("Ctrl and Q", "ends the app. In Talk and in the Mirror, press it twice."),
    ("Ctrl and Q, twice", "ends it all at once: the camera, the speech and the window. Your journal is kept."),
)
LETTERS = "A letter on a button is a key too. Letters do nothing while you write. You can turn them off in Settings."
LETTERS_OFF = "Letters are no keys now. You can turn them on in Settings."
# Stands for all letter and number keys of the Mirror: each of its steps has others.
LETTERS_AND_NUMBERS = "Letters and numbers"

TOPICS: dict[str, Topic] = {
    "home": Topic(
        "Start",
        ("This is where you begin. Pick what you want to do.",),
        (
            ("Talk", "You look at a person. I show a word for the face."),
            ("Mirror", "You say what you feel. Then you see my guess."),
            ("History", "You look back at your talks and your notes."),
            ("Settings", "You change colors, text size, language, speech and keys."),
            ("Open a photo, a video or a folder", "I read the faces in your own files. You need no camera for that."),
            ("Choose a part of the screen", "I read a face in a video call that is on your screen."),
        ),
        (
            ("T", "opens Talk."),
            ("M", "opens the Mirror."),
            ("H", "opens History."),
            ("S", "opens Settings."),
            ("V", "opens a photo or a video."),
            ("F", "opens a folder of pictures."),
            ("C", "chooses the camera."),
            ("P", "chooses a part of the screen."),
            ("?", "opens this help."),
        ),
    ),
    "talk": Topic(
        "Talk",
        (
            "I look at one face and show a word for it. The word can be wrong.",
            "A face is not a feeling. You can always ask the person.",
            "Talk goes on while you read this, if it is not paused.",
        ),
        (
            (
                "Picture",
                "What the camera, the screen, the photo or the video shows. "
                "The thick box is around the face that I read.",
            ),
            ("Word", "What the face looks like to me. The drawn face shows the same look."),
            ("Lines under the word", "What this look often has, what else it can mean, and what you could ask."),
            ("“Not sure”", "I can't tell. Where I can measure why, it stands under it, with what may help."),
            ("Small line under the picture", "It tells about the light and which person I read."),
            ("Small window", "It shows the word and what else it can be. It stays on top, next to a video call."),
        ),
        (
            (
                "P",
                "stops for a while, or goes on. While it is paused, a camera is off. At the end of a photo or a video, "
                "press it and I look once more.",
            ),
            ("S", "says the word aloud."),
            ("D", "shows the details. Press it again for the picture."),
            ("C", "lets you write down what the person really said."),
            ("N", "takes the next person, if there are more faces."),
            ("W", "opens the small window. Press it again to come back."),
            ("E", "ends the talk."),
        ),
    ),
    "consent": Topic(
        "Before you start",
        (
            "I ask this before each talk with a camera or the screen.",
            "The other person should know about the app and agree to it.",
            "If you say no, the talk does not start, and nothing is kept.",
        ),
        (("Card", "A text for the other person. You can show it large, or I read it aloud."),),
        (
            ("Y", "means: yes, they agree."),
            ("N", "means no."),
            ("C", "shows the card."),
        ),
    ),
    "card": Topic(
        "The card",
        ("You can show this text to the other person. I can also read it aloud.",),
        (),
        (("S", "reads it aloud. Esc stops that."), ("B", "goes back to the question.")),
    ),
    "mirror": Topic(
        "Mirror",
        (
            "First you say what you feel. After that I show my guess.",
            "Your answer counts. My guess can be wrong. “I don't know” is a good answer too.",
        ),
        (
            ("Picture", "What the camera shows. Without a camera you can still answer."),
            ("A word", "You choose a word from a list."),
            ("Body", "You choose what you notice in your body. I show words that it can point to."),
            ("Map", "You put a dot on a map: calm or lively, pleasant or unpleasant."),
            ("Resting face", "I can learn how your face looks at rest. Then my guess may fit you better."),
        ),
        ((LETTERS_AND_NUMBERS, "Each button shows its key."), ("Esc", "goes one step back.")),
    ),
    "history": Topic(
        "History",
        (
            "Here you look back. Each chart has its numbers beside it.",
            "With few days, I say that there is too little data.",
        ),
        (
            ("Calendar", "The days with a talk or a visit to the Mirror. Open one to see more."),
            ("One session", "What was seen, from start to end. You can add a note or tags, or delete an answer."),
            ("Charts", "For how long each word was read, and your own words over the weeks."),
            ("Your data", "You can save all of it in a file, or delete it."),
        ),
        (
            ("B", "goes back."),
            ("F", "changes what is shown: the time, the kind, the tags."),
            ("O", "opens the chosen session."),
            ("E", "shows an earlier month in the calendar."),
            ("L", "shows a later month in the calendar."),
            ("S", "saves the note and the tags of the open session."),
            ("U", "undoes the last save."),
            ("D", "deletes the open session at once. Z brings it back."),
            ("Z", "brings back what you deleted. You have 10 seconds for that."),
            ("P", "saves the summary as a PDF."),
            ("Arrow keys", "move in the calendar and in the tables. In tables, left and right show what does not fit."),
            ("Page Up and Page Down", "go to the month before or after, in the calendar."),
        ),
    ),
    "settings": Topic(
        "Settings",
        ("Each choice counts at once. You can put all of it back to how it was.",),
        (
            ("Look", "Colors, text size and language."),
            ("Camera", "How the picture is shown."),
            ("How I read faces", "Which network makes the guess."),
            ("Keys", "Letters as keys, on or off."),
            ("Speech", "When, how loud and how fast I speak."),
        ),
        (
            ("Arrow keys", "go from value to value. Space chooses."),
            ("H", "lets you hear the voice."),
            ("B", "goes back."),
        ),
    ),
    "camera": Topic(
        "Choose the camera",
        ("You see what each camera shows. Nothing is kept.",),
        (("List", "The cameras that I find. Choose one with the arrow keys."),),
        (
            ("U", "uses this camera."),
            ("L", "looks for cameras again."),
            ("V", "opens a photo or a video, if I find no camera."),
            ("F", "opens a folder of pictures, if I find no camera."),
            ("B", "goes back."),
        ),
    ),
    "region": Topic(
        "Choose a part of the screen",
        ("This is for your own private video calls. I read only the part that you choose.",),
        (("Picture of the screen", "The box shows the part. Draw it with the mouse, or use the arrow keys."),),
        (
            ("Arrow keys", "move the box. With Shift they change its size."),
            ("U", "uses this part."),
            ("T", "takes a new picture of the screen."),
            ("B", "goes back."),
        ),
    ),
    "first_run": Topic(
        "The first cards",
        ("Three short cards tell what Companion is. You can skip them. You find them again here in Help.",),
        (),
        (
            ("N", "goes to the next card."),
            ("B", "goes one card back."),
            ("S", "skips the cards."),
            ("H", "lets you hear the voice, on the last card."),
            ("D", "ends the cards, on the last card."),
        ),
    ),
}

MUCH_TITLE = "If it is too much"
MUCH_LINE = "You can stop at any time. Look away from the screen, and take a slow breath."
TRUST_TITLE = "Someone you trust"
TRUST_LINE = "Tell a friend, your family, or a person who helps you. You can say: This is too much for me right now."
CONTACT_LABEL = "Whom you can call: a name and a number"
CONTACT_LINE = "It stays on this computer. Only this page shows it."
CONTACT_LONG = "There is no room for more. Please write less."
CONTACT_KEEP = "Keep it"
CONTACT_KEPT = "I keep it."
CONTACT_GONE = "I keep no name now."
DANGER_TITLE = "If you are in danger"
DANGER_LINE = (
    "Call your local emergency number. In the European Union it is 112. In the USA and in Canada it is 911."
    " In the United Kingdom it is 999."
)
# Last: who does at once what it says must have seen whom to call.
MUCH_CLOSE = "You can also close the app. Your journal is kept."
NOT_FROM_FACES = "This page never opens because of a face that I read. Only you open it."
