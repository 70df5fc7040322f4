"""Show up to three services chosen for this person, and how to tell the police."""

from datetime import datetime, timedelta
from typing import List, Optional, Sequence

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on
from actions.conversation import intent_of
from actions.knowledge import DIRECTORY, SERVICE_WORDS, now
from bot.directory import Force, Person, ShownService, moment_in_words
from bot.places import NOT_IN_THE_UNITED_KINGDOM

# An hour before a line closes, people should know.
SOON = timedelta(hours=1)


class ActionShowServices(Action):
    """Chooses services (bot/directory) by what is known so far, and says each with its number and hours."""

    def name(self) -> str:
        return "action_show_services"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        force = DIRECTORY.force(tracker.get_slot("force") or "")
        chosen = [choice.service for choice in DIRECTORY.choose(_person(tracker))]
        dispatcher.utter_message(response="utter_help_intro")
        if force is not None and not any(service.is_stalking_advocacy for service in chosen):
            dispatcher.utter_message(response="utter_nothing_local")
        at = now()
        for service in chosen:
            dispatcher.utter_message(response="utter_service", **as_words(service, at))
        instead = open_instead(chosen)
        if instead is not None:
            dispatcher.utter_message(response="utter_open_instead", name=instead.name, phone=instead.phone)
        if tracker.get_slot("place") not in NOT_IN_THE_UNITED_KINGDOM:
            dispatcher.utter_message(response="utter_report")
        if force is not None:
            _say_pages(dispatcher, force)
        dispatcher.utter_message(response="utter_what_happens")
        # Asked for in passing, help does not replace the help at the end, which knows more.
        if intent_of(tracker) == "ask_for_help":
            return go_on(dispatcher, tracker)
        return go_on(dispatcher, tracker, help_shown=True)


def as_words(service: ShownService, at: datetime) -> dict[str, str]:
    """Return the values that utter_service is filled with at a moment; what is not known is an empty string."""
    words = SERVICE_WORDS
    ways = []
    if service.phone:
        ways.append(words["call_free" if service.free else "call"].format(phone=service.phone))
    if service.text:
        ways.append(words["text"].format(text=service.text))
    if service.chat and service.url:
        ways.append(words["chat"])
    if service.url:
        ways.append(words["web"].format(url=service.url))
    return {
        "name": service.name,
        "who": service.who,
        "how": service.how or "",
        "contact": words["or"].join(ways),
        "phone": service.phone or "",
        "tel": service.tel or "",
        "sms": service.text or "",
        "chat": words["chat"] if service.chat and service.url else "",
        "url": service.url or "",
        "email": service.email or "",
        "hours": hours_in_words(service, at) if service.phone or service.hours else "",
        "checked": words["checked"].format(month=service.checked.strftime("%B %Y")),
    }


def open_instead(chosen: Sequence[ShownService]) -> Optional[ShownService]:
    """Return who can be rung now where the first of the list is closed, or None."""
    if not chosen or chosen[0].is_open is not False:
        return None
    return next((service for service in chosen if service.is_open and service.phone), None)


def hours_in_words(service: ShownService, at: datetime) -> str:
    """Tell whether a service is open at a moment, and when that changes; that hours are not known, where they are not."""
    if service.hours is None:
        return SERVICE_WORDS["hours_not_known"]
    when = moment_in_words(service.changes, at) if service.changes else ""
    if service.is_open is None:
        state = "bank_holiday"
    elif service.is_open:
        state = "open_until" if service.changes and service.changes - at < SOON else "open_now"
    else:
        state = "opens" if when else "closed_now"
    return SERVICE_WORDS[state].format(hours=service.hours, when=when)


def _person(tracker: Tracker) -> Person:
    slots = ("force", "nation", "place", "relationship", "under_18", "online", "immediate_danger")
    needs = frozenset(tracker.get_slot("needs") or ())
    return Person(at=now(), needs=needs, **{slot: tracker.get_slot(slot) for slot in slots})


def _say_pages(dispatcher: CollectingDispatcher, force: Force) -> None:
    """Say where the force takes reports online, and its page of advice, where these are known."""
    if force.report_online:
        dispatcher.utter_message(response="utter_report_online", url=force.report_online)
    if force.advice_page:
        dispatcher.utter_message(response="utter_advice_page", force_name=force.name, url=force.advice_page)
