"""The home page, the digest, the answers of /heed, and what stands where a link to a case is shared."""

from desk.digest import Digest
from desk.overview import read_overview
from handlers import browser, commands
from handlers.home import home
from handlers.slack import render
from handlers.unfurling import small_card
from roof.demo import ANA, name_of
from tools.scenes.cards import FRACTURE, HOLD
from tools.scenes.stage import Stage

QUESTIONS = (
    ("help", "/heed help"),
    ("list", "/heed list unclaimed"),
    ("show", "/heed show {case}"),
    ("why", "/heed why {link}"),
    ("status", "/heed status"),
    ("mute", '/heed mute "parking fee" for 2h'),
    ("mutes", "/heed mutes"),
    ("stats", "/heed stats 24h"),
    ("compare", "/heed compare 24h"),
    ("search", "/heed search waiting"),
    ("test", '/heed test "Nine hours in the ER at Northgate General and nobody came"'),
)


def play(stage: Stage) -> None:
    """Keeps the pictures; the day ends in between."""
    _questions(stage)
    seen = read_overview(stage.store, stage.day.policy, ANA.id, stage.day.clock())
    page = home(seen, "https://northgate.example.org")
    stage.keep("home", "The home page", browser.home(page, name_of))
    small = small_card(stage.content(HOLD).case, "C0OTHER", stage.zone)
    stage.keep("shared-link", "A link to a case, shared elsewhere", stage.said(small, stage.day.clock()))
    notice = next(each for each in stage.day.messages.posted.values() if isinstance(each.first, str))
    stage.keep(
        "notice",
        "What whoever runs Heedline is told",
        stage.said(render(notice.first, stage.zone)[1], notice.at),
    )
    stage.day.play()
    digest = next(each for each in stage.day.messages.posted.values() if isinstance(each.first, Digest))
    stage.keep("digest", "The daily digest", stage.said(render(digest.first, stage.zone)[1], digest.at))


def _questions(stage: Stage) -> None:
    post = stage.content(FRACTURE).case
    for name, asked in QUESTIONS:
        typed = asked.format(case=post.id, link=post.mention.url)
        answer = commands.answer(stage.counter.serving(ANA), typed.removeprefix("/heed "))
        stage.keep(f"heed-{name}", typed, stage.said(answer.blocks, stage.day.clock(), private=True))
