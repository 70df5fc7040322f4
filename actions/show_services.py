"""Show up to three services chosen for this person, and how to tell the police."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import DIRECTORY, RESPONSES, SERVICE_WORDS, now
from actions.turn.conversation import entities_so_far, intent_of, said_before
from actions.turn.going_on import go_on
from actions.turn.risks import how_soon, in_words, risks_so_far
from bot.directory import Force, Person, open_instead
from bot.places import NOT_IN_THE_UNITED_KINGDOM


class ActionShowServices(Action):
    """Chooses services (bot/directory) by what is known so far, and says each with its number and hours.

    Where something was told that raises risk, that and how to reach the police come first.
    """

    def name(self) -> str:
        return "action_show_services"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        if tracker.get_slot("own_behaviour"):
            # Those who help victims cannot help them.
            return go_on(dispatcher, tracker)
        force = DIRECTORY.force(tracker.get_slot("force") or "")
        chosen = [choice.service for choice in DIRECTORY.choose(_person(tracker))]
        risks = risks_so_far(tracker)
        at_risk = how_soon(risks)
        in_the_united_kingdom = tracker.get_slot("place") not in NOT_IN_THE_UNITED_KINGDOM
        if at_risk is not None and tracker.get_slot("place") != "abroad":
            # 999 is the number on the islands, too, but not abroad.
            dispatcher.utter_message(response=f"utter_call_{at_risk}", reasons=in_words(risks))
        if at_risk is not None and in_the_united_kingdom:
            dispatcher.utter_message(response="utter_report")
        about = f"utter_who_{tracker.get_slot('relationship')}"
        if about in RESPONSES and not said_before(tracker, about):
            dispatcher.utter_message(response=about)
        dispatcher.utter_message(response="utter_help_intro")
        if force is not None and not any(service.is_stalking_advocacy for service in chosen):
            dispatcher.utter_message(response="utter_nothing_local")
        at = now()
        for service in chosen:
            dispatcher.utter_message(response="utter_service", **SERVICE_WORDS.values(service, at))
        instead = open_instead(chosen)
        if instead is not None:
            dispatcher.utter_message(response="utter_open_instead", name=instead.name, phone=instead.phone)
        if at_risk is None and in_the_united_kingdom:
            dispatcher.utter_message(response="utter_report")
        if force is not None:
            _say_pages(dispatcher, force)
        dispatcher.utter_message(response="utter_what_happens")
        # Asked for in passing, help does not replace the help at the end, which knows more.
        if intent_of(tracker) == "ask_for_help":
            return go_on(dispatcher, tracker)
        return go_on(dispatcher, tracker, help_shown=True)


def _person(tracker: Tracker) -> Person:
    slots = ("force", "nation", "place", "relationship", "under_18", "immediate_danger")
    needs = frozenset(entities_so_far(tracker, "need"))
    if said_before(tracker, "utter_suicidal_feelings") or said_before(tracker, "utter_harm_done"):
        needs |= {"suicidal"}
    online = tracker.get_slot("online") or "device_watched" in entities_so_far(tracker, "situation")
    return Person(at=now(), needs=needs, online=online, **{slot: tracker.get_slot(slot) for slot in slots})


def _say_pages(dispatcher: CollectingDispatcher, force: Force) -> None:
    """Say where the force takes reports online, and its page of advice, where these are known."""
    if force.report_online:
        dispatcher.utter_message(response="utter_report_online", url=force.report_online)
    if force.advice_page:
        dispatcher.utter_message(response="utter_advice_page", force_name=force.name, url=force.advice_page)
