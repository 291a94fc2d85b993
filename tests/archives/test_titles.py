"""What a title says of who wrote to whom: the outer message only, and nothing where it is not certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from citekit.archives.titles import correspondents, kind_of


@pytest.mark.parametrize(
    ("title", "sender", "recipient"),
    [
        ("Letter from Brandt to Brezhnev", "Brandt", "Brezhnev"),
        ("Draft Telegram from A. Gromyko to the CPSU Central Committee", "A. Gromyko", "the CPSU Central Committee"),
        ("Letter to Stalin from Ivan Petrov, Head of the Mission", "Ivan Petrov", "Stalin"),
        (
            "Memorandum for General Haig, through W. Smyser, from John Froebe Jr., “A Plan”",
            "John Froebe Jr.",
            "General Haig",
        ),
        ("Ciphered Telegram from Filippov [Stalin] to Mao Zedong via Kovalev", "Filippov [Stalin]", "Mao Zedong"),
        ("Telegram Mao Zedong to Liu Shaoqi about a Meeting", "Mao Zedong", "Liu Shaoqi"),
        (
            "Telegram From the Embassy in Chile to the Department of State",
            "the Embassy in Chile",
            "the Department of State",
        ),
        ("Madras consulate cable 12 to Department of State, 'A View'", "Madras consulate", "Department of State"),
        ("L. Beria to Cde. V.M. Molotov", "L. Beria", "Cde. V.M. Molotov"),
        ("Letter to the Central Committee, Request for Aid to Petrov of the Party", "", "the Central Committee"),
        ("Note from the Embassy of Poland in Korea", "the Embassy of Poland in Korea", ""),
        ("Politburo Decision with Approved Message from Gromyko to Razuvaev", "", ""),
        ("Statement of Kim, Chairman of the Board, Opposing the Visit of Sato to the United States", "", ""),
        ("Memorandum of Conversation between Ivanov and the Ambassador to Japan", "", ""),
        ("Memorandum for the Record", "", ""),
        ("Introduction to the Archives of Korea", "", ""),
        ("Return to Moscow", "", ""),
        ("J. Smith's Report on a Trip to North Korea", "", ""),
        ("Petrov reports to Stalin on the harvest", "", ""),
        ("Protocol No. 129, Meeting of the Politburo", "", ""),
        ("Ivanov, 'Letter from Stalin to Mao'", "", ""),
    ],
)
def test_sender_and_recipient_are_those_of_the_outer_message(title: str, sender: str, recipient: str) -> None:
    assert correspondents(title) == (sender, recipient)


def test_no_correspondent_of_a_real_title_is_invented(shared: Path) -> None:
    for title in (shared / "archives" / "titles-wild.txt").read_text(encoding="utf-8").splitlines():
        for name in correspondents(title):
            assert name in title
            assert not name.startswith(("Request", "Chairman", "Opposing", "Draft"))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Draft Telegram", "telegram"),
        ("Draft for Comments", "draft"),
        ("A Photograph of the Square", "photograph"),
        ("Nothing", ""),
    ],
)
def test_a_draft_of_something_is_that_something(title: str, kind: str) -> None:
    assert kind_of(title) == kind
