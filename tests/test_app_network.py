"""A network that was given for one run (`--network`), and one that the person then chooses in Settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.paths import Paths
from companion.settings import NETWORK, THEME
from companion.ui.app import App

Wait = Callable[..., None]


def network_of_a_talk(app: App, video: Path, wait: Wait) -> str:
    talk: Any = app.shell.show("talk", source=str(video))
    wait(lambda: talk._live.pipeline is not None, update=app.shell.update)
    network: str = talk._live.pipeline.network
    return network


def test_a_choice_in_settings_counts_at_once_though_another_network_was_given(
    paths: Paths, video: Path, wait_until: Wait, no_logged_errors: None
) -> None:
    app = App(paths, "ckplus")
    try:
        app.start("home", None)
        assert network_of_a_talk(app, video, wait_until) == "ckplus"
        app.shell.settings.set(THEME, "dark")
        assert network_of_a_talk(app, video, wait_until) == "ckplus", "no network was chosen"
        app.shell.settings.set(NETWORK, "poster")
        assert network_of_a_talk(app, video, wait_until) == "poster"
    finally:
        app.shell.close()
