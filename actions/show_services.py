"""Show up to three services chosen for this person, and how to tell the police."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.continue_conversation import go_on
from actions.conversation import intent_of
from actions.knowledge import DIRECTORY, SERVICE_WORDS, now
from bot.directory import Force, Person, ShownService
from bot.places import NOT_IN_THE_UNITED_KINGDOM


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
        for service in chosen:
            dispatcher.utter_message(response="utter_service", **as_words(service))
        if tracker.get_slot("place") not in NOT_IN_THE_UNITED_KINGDOM:
            dispatcher.utter_message(response="utter_report")
        if force is not None:
            _say_pages(dispatcher, force)
        dispatcher.utter_message(response="utter_what_happens")
        # Asked for in passing, help does not replace the help at the end, which knows more.
        if intent_of(tracker) == "ask_for_help":
            return go_on(dispatcher, tracker)
        return go_on(dispatcher, tracker, help_shown=True)


def as_words(service: ShownService) -> dict[str, str]:
    """Return the values that utter_service is filled with; what is not known is an empty string."""
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
    hours = words["hours_not_known"]
    if service.is_open is not None:
        hours = words["open_now" if service.is_open else "closed_now"].format(hours=service.hours)
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
        "hours": hours if service.phone or service.is_open is not None else "",
        "checked": words["checked"].format(month=service.checked.strftime("%B %Y")),
    }


def _person(tracker: Tracker) -> Person:
    slots = ("force", "nation", "place", "relationship", "under_18", "online", "immediate_danger")
    return Person(at=now(), **{slot: tracker.get_slot(slot) for slot in slots})


def _say_pages(dispatcher: CollectingDispatcher, force: Force) -> None:
    """Say where the force takes reports online, and its page of advice, where these are known."""
    if force.report_online:
        dispatcher.utter_message(response="utter_report_online", url=force.report_online)
    if force.advice_page:
        dispatcher.utter_message(response="utter_advice_page", force_name=force.name, url=force.advice_page)
