"""A card in each of its states, brought there by the acts that bring it there in Slack."""

from dataclasses import replace

from roof.demo import ANA, BEN
from tools.scenes.stage import UNREADABLE, Stage
from triage.lifecycle import Act
from triage.post_rules import on_card
from triage.posting import Sending
from triage.reply import ReplyAct

# posts of the made-up day, by their ids
URGENT, THREAT = "9100039095586047839", "9100777718701510034"
SERIOUS, FRACTURE, LATE = "9100686706181419714", "rv-80897", "rv-80611"
REFERRAL, INTERPRETER, FEVER, RESULTS = "t3_zq5r13", "9100711192102239814", "t3_zq4eag", "9100084560179975980"
ROUTINE, PARKING, REPEATED = "9100366516667342291", "9100436606434323179", "9100081685343342995"
INSULIN, HOLD, RUDE, CALLS = "t3_zq4gfs", "t3_zq44tv", "9100634888068853913", "9100811600085923514"

REPLY = (
    "We are sorry to read this, and we would like to look into it at once. Please reach Patient Relations at "
    "555-0142 or care@northgate.example.org, so that we can talk in private."
)
SHORT_REPLY = (
    "Thank you for telling us. Please write to care@northgate.example.org, so that we can put this right."
)
COMMENT = "Leave out \u201cat once\u201d: the ward asks for a day."


def play(stage: Stage) -> None:
    """Keeps the pictures; leaves the day with cases in every state."""
    _new(stage)
    _handled(stage)
    _replies(stage)
    _closed(stage)


def _new(stage: Stage) -> None:
    stage.card("card-urgent", "A new card that cannot wait", URGENT, fresh=True)
    stage.card("card-threat", "A new card after which nobody should answer in public", THREAT, fresh=True)
    stage.card("card", "A new card, to be answered the same day", SERIOUS, fresh=True)
    stage.card("card-routine", "A new card that is not urgent", ROUTINE, fresh=True)
    look = UNREADABLE.native_id
    stage.card("card-look", "A card for what only a person can judge", look, fresh=True)
    stage.card("card-repeated", "A card whose words were said again elsewhere", REPEATED)
    stage.card("card-menu", "The menu of a card, opened", PARKING, fresh=True, opens_menus=True)
    stage.card("card-overdue", "A card whose time to answer has passed", LATE)


def _handled(stage: Stage) -> None:
    act, case = stage.counter.act, stage.case_id
    act(case(SERIOUS), Act.CLAIM, ANA)
    stage.card("card-claimed", "Claimed", SERIOUS)
    act(case(PARKING), Act.SNOOZE, BEN)
    stage.card("card-snoozed", "Snoozed", PARKING)
    act(case(INTERPRETER), Act.CLAIM, BEN)
    act(case(INTERPRETER), Act.ESCALATE, BEN)
    stage.card("card-escalated", "Escalated", INTERPRETER)
    stage.counter.correct(case(INSULIN), "urgency", "2", ANA)
    stage.card("card-corrected", "Somebody said that it was judged wrongly", INSULIN)


def _replies(stage: Stage) -> None:
    counter, case = stage.counter, stage.case_id
    counter.begin_writing(case(FRACTURE), ANA)
    stage.card("card-writing", "Somebody is writing a reply", FRACTURE)
    stage.write(FRACTURE, REPLY, ANA)
    stage.card("card-reply-waiting", "A reply waits for approval", FRACTURE)
    stage.write(RESULTS, REPLY, ANA)
    counter.act_on_reply(case(RESULTS), ReplyAct.SEND_BACK, BEN, comment=COMMENT)
    stage.card("card-reply-sent-back", "A reply was sent back", RESULTS)
    counter.act_on_reply(case(FRACTURE), ReplyAct.APPROVE, BEN)
    stage.card("card-reply-approved", "A reply is approved", FRACTURE)
    stage.write(ROUTINE, SHORT_REPLY, BEN)
    stage.card("card-reply-ready", "A reply that needs no approval is ready to post", ROUTINE)
    _posting(stage)
    link = "https://x.example.org/northgatehealth/status/9100850000000000000"
    counter.act_on_reply(case(ROUTINE), ReplyAct.SENT, BEN, link=link)
    stage.card("card-reply-posted", "A reply was posted", ROUTINE)


def _posting(stage: Stage) -> None:
    """As it would look with posting on for X."""
    policy, mention = stage.day.policy, stage.content(ROUTINE).case.mention
    posts = [replace(each, kind="x", options={**each.options, "post_replies": True, "account": "NorthgateHealth"})
             if each.name == mention.source else each for each in policy.sources]  # fmt: skip
    allowed = on_card(replace(policy, sources=tuple(posts)), replace(mention, addressed=True))
    now = stage.day.clock()
    asked = Sending(
        id=1,
        reply_id=stage.reply_id(ROUTINE),
        source=mention.source,
        state="unclear",
        wanted_by=BEN,
        try_at=now,
        tries=1,
        url=None,
        said="X gave no answer in time",
    )
    stage.card("card-reply-post", "A reply that Heedline may post itself", ROUTINE, posting=allowed)
    told = "A reply that may have been posted: somebody must look"
    stage.card("card-reply-unclear", told, ROUTINE, posting=allowed, sending=asked)


def _closed(stage: Stage) -> None:
    counter, case = stage.counter, stage.case_id
    counter.act(case(ROUTINE), Act.RESOLVE, BEN, disposition="answered_publicly")
    stage.card("card-resolved", "Resolved", ROUTINE)
    counter.act(case(RUDE), Act.NOT_A_COMPLAINT, ANA)
    stage.card("card-not-a-complaint", "Marked as not a complaint", RUDE)
    counter.act(case(CALLS), Act.MERGE, BEN, into=case(HOLD))
    stage.card("card-merged", "Merged into another case", CALLS)
    stage.card("card-merged-into", "The case it was merged into", HOLD)
